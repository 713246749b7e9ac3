//! Which names are seen from a place.

use crate::files::FileView;
use crate::node::Node;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use crate::table::Symbol;
use infrac_model::NameValue;
use infrac_source::{Span, Str};
use infrac_syntax::ast::{
    Body, DeclKind, EntryArm, EntryKind, ExprKind, Ident, ListItem, Pattern, PatternKind, TagBinding,
};
use rustc_hash::FxHashSet;

/// A name that is seen.
#[derive(Clone, Debug)]
pub(crate) struct Visible {
    pub name: Str,
    /// Where it is declared.
    pub span: Span,
    pub what: Seen,
}

/// What a name that is seen stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Seen {
    Symbol(Symbol),
    /// An imported module, by its number.
    Module(usize),
    /// The first label of resources: `aws_db_instance` of `aws_db_instance.this`.
    TypeLabel,
}

impl Snapshot {
    /// The names that are seen from a place, innermost first, each once.
    pub(crate) fn visible(&self, file: FileView<'_>, path: &NodePath<'_>) -> Vec<Visible> {
        let mut found = Vec::new();
        for (at, node) in path.nodes.iter().enumerate().rev() {
            let inner = path.nodes.get(at + 1).copied();
            bound_by(*node, inner, &mut |name| {
                if let Some(symbol) = self.table().at(name.span) {
                    found.push(Visible { name: name.text.clone(), span: name.span, what: Seen::Symbol(symbol) });
                }
            });
        }
        let own = file.module.index();
        self.top_names(own, true, &mut found);
        if own != 0 {
            self.top_names(0, true, &mut found);
        }
        let mut seen = FxHashSet::default();
        found.retain(|visible| seen.insert(visible.name.clone()));
        found
    }

    /// The names at the top of a module; `private` ones too for whoever is inside.
    pub(crate) fn top_names(&self, module: usize, private: bool, found: &mut Vec<Visible>) {
        let Some(scope) = self.analysis().scopes.get(module) else { return };
        for (name, entry) in scope.values.iter().filter(|(_, entry)| private || entry.public) {
            let what = match entry.item {
                NameValue::Let(id) => Seen::Symbol(Symbol::Let(id)),
                NameValue::Fn(id) => Seen::Symbol(Symbol::Function(id)),
                NameValue::Param(id) => Seen::Symbol(Symbol::Param(id)),
                NameValue::Block(id) => Seen::Symbol(Symbol::Block(id)),
                NameValue::TypeLabel => Seen::TypeLabel,
                NameValue::Module(id) => Seen::Module(id.index()),
                NameValue::Broken => continue,
            };
            found.push(Visible { name: name.clone(), span: entry.span, what });
        }
    }

    /// What one name means at a place, without a list of all.
    pub(crate) fn look_up(&self, file: FileView<'_>, path: &NodePath<'_>, name: &str) -> Option<Visible> {
        self.visible(file, path).into_iter().find(|visible| visible.name == name)
    }
}

/// Shows the names that a node binds for what is in it; `inner` is the part of it that is looked from.
fn bound_by(node: Node<'_>, inner: Option<Node<'_>>, each: &mut dyn FnMut(&Ident)) {
    match node {
        Node::Decl(decl) => match &decl.kind {
            DeclKind::Fn(node) => node.params.iter().for_each(|param| each(&param.name)),
            DeclKind::Component(node) => {
                node.params.iter().for_each(|param| each(&param.name));
                node.outputs.iter().for_each(|output| each(&output.name));
                body_names(&node.body, each);
                labels(&node.body, each, 0);
            }
            _ => {}
        },
        Node::Output(node) => node.params.iter().flatten().for_each(|param| each(&param.name)),
        Node::Body(body) => body_names(body, each),
        Node::Entry(entry) => match &entry.kind {
            EntryKind::For { binders, .. } => binders.iter().for_each(each),
            EntryKind::Match { arms, .. } => {
                if let Some(Node::EntryArm(inner)) = inner {
                    let arm = arms.iter().find(|arm| std::ptr::eq::<EntryArm>(*arm, inner));
                    arm.into_iter().flat_map(|arm| &arm.patterns).for_each(|pattern| pattern_names(pattern, each));
                }
            }
            _ => {}
        },
        Node::ExprArm(arm) => arm.patterns.iter().for_each(|pattern| pattern_names(pattern, each)),
        Node::Expr(expr) => {
            if let ExprKind::List(items) = &expr.kind {
                let around = |item: &&ListItem| match (item, inner) {
                    (ListItem::For { iterable, condition, value, .. }, Some(Node::Expr(inner))) => {
                        [Some(iterable), condition.as_ref(), Some(value)]
                            .into_iter()
                            .flatten()
                            .any(|part| std::ptr::eq(part, inner))
                    }
                    _ => false,
                };
                if let Some(ListItem::For { binders, .. }) = items.iter().find(around) {
                    binders.iter().for_each(each);
                }
            }
        }
        _ => {}
    }
}

fn body_names(body: &Body, each: &mut dyn FnMut(&Ident)) {
    for entry in &body.entries {
        if let EntryKind::Let(node) = &entry.kind {
            each(&node.name);
        }
    }
}

/// The labels of the blocks that a component declares, in its branches too.
fn labels(body: &Body, each: &mut dyn FnMut(&Ident), depth: u32) {
    if depth > 32 {
        return;
    }
    for entry in &body.entries {
        match &entry.kind {
            EntryKind::Block(block) => {
                if let Some(label) = block.labels.last() {
                    each(&Ident { text: label.text.clone(), span: label.span });
                }
            }
            EntryKind::For { body, .. } => labels(body, each, depth + 1),
            EntryKind::If(node) => labels(&node.then, each, depth + 1),
            EntryKind::Match { arms, .. } => arms.iter().for_each(|arm| labels(&arm.body, each, depth + 1)),
            _ => {}
        }
    }
}

fn pattern_names(pattern: &Pattern, each: &mut dyn FnMut(&Ident)) {
    match &pattern.kind {
        PatternKind::Bind(name) => each(name),
        PatternKind::Tag { bind, .. } => match bind {
            TagBinding::None => {}
            TagBinding::Whole(name) => each(name),
            TagBinding::Positional(names) | TagBinding::Fields(names) => names.iter().for_each(each),
        },
        _ => {}
    }
}
