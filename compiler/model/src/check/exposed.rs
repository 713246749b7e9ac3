//! Keys that a block exposes as members (`booking.http`): what of them can be seen in the source without evaluating anything.

use super::Checker;
use crate::BlockDeclId;
use crate::declare::Table;
use crate::types::{Head, Type};
use infrac_source::{Span, Str};
use infrac_syntax::ast;
use std::rc::Rc;

/// The exposed keys of a block.
#[derive(Debug, Default)]
pub(crate) struct Exposed {
    /// Each with where it is said and the member's type.
    pub keys: Table<(Span, Type)>,
    /// Some contribution cannot be read here (a call, a loop, a computed key): there may be more keys.
    pub open: bool,
}

impl<'a> Checker<'a> {
    /// The exposed keys of a block, from its body, its component's body and the module's defaults.
    pub(crate) fn exposed(&mut self, id: BlockDeclId) -> Rc<Exposed> {
        if let Some(known) = self.exposed.get(&id) {
            return Rc::clone(known);
        }
        let mut exposed = Exposed::default();
        let head = self.model.block(id).head;
        if let (Some(kind), Some(block)) = (self.model.kind_of(head), self.trees.blocks.get(id.index())) {
            let attributes = &self.model.kind(kind).attributes;
            let params = match head {
                Head::Component(component) => Some(&self.model.component(component).params),
                Head::Kind(_) => None,
            };
            let known = |name: &str| attributes.contains_key(name) || params.is_some_and(|it| it.contains_key(name));
            for (attribute, ty) in &self.model.kind(kind).exposes {
                let mut gather = Gather { attribute, ty, known: &known, exposed: &mut exposed };
                gather.body(&block.node.body);
                if let Head::Component(component) = head
                    && let Some(component) = self.trees.components.get(component.index())
                {
                    gather.body(&component.node.body);
                }
                for (defaults, written) in self.model.defaults.iter().zip(&self.trees.defaults) {
                    if defaults.kind == kind && defaults.module == block.module {
                        gather.body(&written.node.body);
                    }
                }
            }
        }
        let exposed = Rc::new(exposed);
        self.exposed.insert(id, Rc::clone(&exposed));
        exposed
    }
}

struct Gather<'g> {
    attribute: &'g str,
    ty: &'g Type,
    known: &'g dyn Fn(&str) -> bool,
    exposed: &'g mut Exposed,
}

impl Gather<'_> {
    fn body(&mut self, body: &ast::Body) {
        self.exposed.open |= body.damaged;
        for entry in &body.entries {
            match &entry.kind {
                ast::EntryKind::Assign { key: ast::Key::Name(key), value } if key.text == self.attribute => {
                    self.value(value);
                }
                // A misspelt key may have been meant to be this one; it has its own message.
                ast::EntryKind::Assign { key: ast::Key::Name(key), .. } if !(self.known)(&key.text) => {
                    self.exposed.open = true;
                }
                ast::EntryKind::Block(block) => {
                    if let ([name], true) = (block.head.segments.as_slice(), block.labels.is_empty())
                        && name.text == self.attribute
                    {
                        self.keys(&block.body);
                    }
                }
                ast::EntryKind::Overlay { body, .. } | ast::EntryKind::For { body, .. } => self.body(body),
                ast::EntryKind::If(branch) => self.branch(branch),
                ast::EntryKind::Match { arms, .. } => arms.iter().for_each(|arm| self.body(&arm.body)),
                ast::EntryKind::Spread(_) => self.exposed.open = true,
                _ => {}
            }
        }
    }

    fn branch(&mut self, branch: &ast::IfEntry) {
        self.body(&branch.then);
        match &branch.otherwise {
            Some(ast::ElseEntry::If(branch)) => self.branch(branch),
            Some(ast::ElseEntry::Body(body)) => self.body(body),
            None => {}
        }
    }

    fn value(&mut self, value: &ast::Expr) {
        match &value.kind {
            ast::ExprKind::Body(body) => self.keys(body),
            ast::ExprKind::Paren(inner) => self.value(inner),
            ast::ExprKind::If { then, otherwise, .. } => {
                self.value(then);
                self.value(otherwise);
            }
            ast::ExprKind::Match { arms, .. } => arms.iter().for_each(|arm| self.value(&arm.value)),
            ast::ExprKind::List(items) => {
                for item in items {
                    match item {
                        ast::ListItem::Expr(ast::Expr { kind: ast::ExprKind::String(text), span }) => {
                            self.text(text, *span);
                        }
                        _ => self.exposed.open = true,
                    }
                }
            }
            _ => self.exposed.open = true,
        }
    }

    fn keys(&mut self, body: &ast::Body) {
        self.exposed.open |= body.damaged;
        for entry in &body.entries {
            match &entry.kind {
                ast::EntryKind::Assign { key: ast::Key::Name(name), .. } => self.key(name.text.clone(), name.span),
                ast::EntryKind::Assign { key: ast::Key::Text(text), .. } => self.text(text, text.span),
                ast::EntryKind::Let(_) | ast::EntryKind::Assert(_) => {}
                _ => self.exposed.open = true,
            }
        }
    }

    fn text(&mut self, text: &ast::StringLit, span: Span) {
        match text.plain() {
            Some(plain) => self.key(plain, span),
            None => self.exposed.open = true,
        }
    }

    fn key(&mut self, key: Str, span: Span) {
        self.exposed.keys.entry(key).or_insert_with(|| (span, self.ty.clone()));
    }
}
