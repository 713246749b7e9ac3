//! What may stand behind a dot. The chain before it is read from the tokens, since a name without its member is no expression yet; each of its names is
//! looked up in the checker's uses, else in its scopes.

use super::{Completion, CompletionKind};
use crate::files::FileView;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use crate::table::Symbol;
use crate::types::MemberKind;
use crate::visible::{Seen, Visible};
use infrac_model::hir::ExprKind;
use infrac_model::{BlockDeclId, Type};
use infrac_source::{Span, Str};
use infrac_syntax::{Kind, Word};

/// What a chain of names before a place leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    pub ty: Option<Type>,
    /// The block that it is, if it is one.
    pub decl: Option<BlockDeclId>,
    /// The module that it is.
    pub module: Option<usize>,
    /// The first label of resources that it is.
    pub type_label: Option<Str>,
    /// The children of a block: whose, and of which kind.
    pub children: Option<(BlockDeclId, infrac_model::KindId)>,
}

/// What stands before the token with that index.
pub(super) fn chain(snapshot: &Snapshot, view: FileView<'_>, before: usize) -> Option<Chain> {
    let names = names(view, before)?;
    let (first, rest) = names.split_first()?;
    let path = NodePath::at(view, first.1.start);
    let mut chain = start(snapshot, view, &path, first)?;
    for (name, _) in rest {
        chain = step(snapshot, &chain, name)?;
    }
    Some(chain)
}

/// The names of the chain that ends before a token, outermost first; arguments and indexes are left out.
fn names(view: FileView<'_>, before: usize) -> Option<Vec<(Str, Span)>> {
    let tokens = view.tokens();
    let mut names = Vec::new();
    let mut at = before.checked_sub(1)?;
    loop {
        let mut token = tokens.get(at)?;
        let mut depth = 0u32;
        while depth > 0 || matches!(token.kind, Kind::RParen | Kind::RBracket) {
            match token.kind {
                kind if kind.is_closer() => depth += 1,
                kind if kind.is_opener() => depth -= 1,
                _ => {}
            }
            at = at.checked_sub(1)?;
            token = tokens.get(at)?;
        }
        if !matches!(token.kind, Kind::Lower | Kind::Upper) || names.len() > 64 {
            return None;
        }
        names.push((view.token_text(token).into(), token.span(view.id())));
        let joined = at.checked_sub(1).and_then(|at| tokens.get(at));
        if !joined.is_some_and(|token| matches!(token.kind, Kind::Dot | Kind::QuestionDot)) {
            names.reverse();
            return Some(names);
        }
        at = at.checked_sub(2)?;
    }
}

fn start(snapshot: &Snapshot, view: FileView<'_>, path: &NodePath<'_>, name: &(Str, Span)) -> Option<Chain> {
    let (text, span) = name;
    let used = snapshot.uses().at(span.file, span.start).filter(|(at, _)| at == span);
    if let Some(symbol) = used.and_then(|(_, definition)| snapshot.table().at(definition.span)) {
        return Some(of_symbol(snapshot, symbol));
    }
    if let Some(Visible { what, .. }) = snapshot.look_up(view, path, text) {
        return Some(match what {
            Seen::Symbol(symbol) => of_symbol(snapshot, symbol),
            Seen::Module(module) => Chain { module: Some(module), ..Chain::default() },
            Seen::TypeLabel => Chain { type_label: Some(text.clone()), ..Chain::default() },
        });
    }
    let model = snapshot.model();
    let expected = || snapshot.expected(view.module, path);
    match Word::of(text) {
        Word::Env => Some(Chain { ty: Some(Type::Environment), ..Chain::default() }),
        Word::SelfValue => {
            let (_, decl) = expected().block?;
            Some(decl.map(|decl| of_symbol(snapshot, Symbol::Block(decl))).unwrap_or_default())
        }
        Word::This => {
            let component = expected().component?;
            let this = model
                .blocks()
                .iter()
                .find(|block| block.owner == infrac_model::hir::Owner::Component(component) && block.label == "this")?;
            Some(of_symbol(snapshot, Symbol::Block(this.id)))
        }
        _ if text == "project" => model.project().map(|project| of_symbol(snapshot, Symbol::Block(project))),
        _ => None,
    }
}

fn of_symbol(snapshot: &Snapshot, symbol: Symbol) -> Chain {
    let model = snapshot.model();
    let decl = match symbol {
        Symbol::Block(id) => Some(id),
        Symbol::Let(id) => match model.let_def(id).value.kind {
            ExprKind::Block { decl, family: false } => Some(decl),
            _ => None,
        },
        _ => None,
    };
    Chain { ty: snapshot.type_of(symbol), decl, ..Chain::default() }
}

/// One name further.
fn step(snapshot: &Snapshot, chain: &Chain, name: &str) -> Option<Chain> {
    if let Some(module) = chain.module {
        let mut names = Vec::new();
        snapshot.top_names(module, false, &mut names);
        let found = names.into_iter().find(|visible| visible.name == name)?;
        return match found.what {
            Seen::Symbol(symbol) => Some(of_symbol(snapshot, symbol)),
            Seen::Module(module) => Some(Chain { module: Some(module), ..Chain::default() }),
            Seen::TypeLabel => None,
        };
    }
    if let Some(label) = &chain.type_label {
        let typed = snapshot.analysis().scopes.iter().find_map(|scope| scope.typed.get(label)?.get(name));
        return typed.map(|entry| of_symbol(snapshot, Symbol::Block(entry.item)));
    }
    if let Some((decl, kind)) = chain.children {
        let children = snapshot.children_of(decl, kind);
        let found = children.into_iter().find(|id| snapshot.model().block(*id).label == name)?;
        return Some(of_symbol(snapshot, Symbol::Block(found)));
    }
    let member = snapshot.members(chain.ty.as_ref()?, chain.decl).into_iter().find(|member| member.name == name)?;
    let declared = member.span.and_then(|span| snapshot.table().at(span));
    let children = match (member.what, chain.decl, declared) {
        (MemberKind::Children, Some(decl), Some(Symbol::Kind(kind))) => Some((decl, kind)),
        _ => None,
    };
    Some(Chain { ty: Some(member.ty), children, ..Chain::default() })
}

/// Everything that may stand behind the dot with that index.
pub(super) fn offer(snapshot: &Snapshot, view: FileView<'_>, dot: usize, replace: Span) -> Vec<Completion> {
    let Some(chain) = chain(snapshot, view, dot) else { return Vec::new() };
    let model = snapshot.model();
    if let Some(module) = chain.module {
        let mut names = Vec::new();
        snapshot.top_names(module, false, &mut names);
        return names.iter().filter_map(|visible| super::values::name(snapshot, visible, None, replace)).collect();
    }
    if let Some(label) = &chain.type_label {
        let scopes = snapshot.analysis().scopes.iter();
        let labels = scopes.filter_map(|scope| scope.typed.get(label)).flatten();
        return labels
            .map(|(name, entry)| {
                Completion::new(name.clone(), CompletionKind::Block, replace)
                    .declared(entry.span)
                    .detail(label.as_str())
            })
            .collect();
    }
    if let Some((decl, kind)) = chain.children {
        let children = snapshot.children_of(decl, kind).into_iter().map(|id| model.block(id));
        return children
            .map(|block| {
                let detail = model.head_name(block.head).as_str();
                Completion::new(block.label.clone(), CompletionKind::Block, replace)
                    .declared(block.name_span)
                    .detail(detail)
            })
            .collect();
    }
    let Some(ty) = &chain.ty else { return Vec::new() };
    let members = snapshot.members(ty, chain.decl).into_iter();
    // Others do not stand behind a dot.
    members
        .filter(|member| super::values::is_name(&member.name))
        .map(|member| {
            let (kind, rank) = match member.what {
                MemberKind::Exposed => (CompletionKind::Exposed, 1),
                MemberKind::Output => (CompletionKind::Output, 2),
                MemberKind::Attribute => (CompletionKind::Attribute, 3),
                MemberKind::Children => (CompletionKind::Child, 4),
            };
            let insert = if member.params > 0 { format!("{}($1)$0", member.name) } else { member.name.to_string() };
            Completion::new(member.name, kind, replace)
                .insert(insert)
                .detail(model.type_text(&member.ty))
                .rank(rank)
                .declared(member.span)
        })
        .collect()
}
