//! What the text before the cursor asks for.

use super::members;
use crate::files::FileView;
use crate::node::Node;
use crate::path::NodePath;
use crate::snapshot::Snapshot;
use infrac_model::Type;
use infrac_source::{Span, Str};
use infrac_syntax::ast::{EntryKind, Expr, ExprKind, ListItem, Pattern, PatternKind};
use infrac_syntax::{Kind, Token, Word};

/// What is to be offered.
#[derive(Clone, Debug)]
pub(super) enum Context<'a> {
    Nothing,
    /// Inside a string.
    Text(Text),
    /// Behind the dot with that index.
    Members {
        dot: usize,
        replace: Span,
    },
    /// Behind `@`.
    Note(Span),
    Environments(Span),
    Types(Span),
    /// A kind or component by name alone.
    Heads(Span),
    /// A declaration.
    Top(Span),
    /// An entry of a body.
    Keys {
        replace: Span,
        path: NodePath<'a>,
    },
    /// A pattern of a `match`.
    Patterns {
        replace: Span,
        scrutinee: &'a Expr,
        taken: Vec<Str>,
    },
    /// A suffix of a number.
    Units {
        replace: Span,
        ty: Option<Type>,
    },
    /// A value.
    Value {
        replace: Span,
        path: NodePath<'a>,
        ty: Option<Type>,
    },
}

/// A string under the cursor.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// The text before the cursor, as it is written.
    pub before: String,
    /// The cursor.
    pub at: u32,
    /// What a value there must be.
    pub ty: Option<Type>,
    /// The string that an import names a folder by.
    pub import: bool,
    /// The function that it is an argument of.
    pub function: Option<Str>,
}

/// The context of a place.
pub(super) fn at<'a>(snapshot: &Snapshot, view: FileView<'a>, offset: u32) -> Context<'a> {
    let comments = &view.comments().comments;
    let after = comments.partition_point(|comment| comment.span.start < offset);
    if after.checked_sub(1).and_then(|at| comments.get(at)).is_some_and(|comment| offset <= comment.span.end) {
        return Context::Nothing;
    }
    if let Some(text) = text(snapshot, view, offset) {
        return Context::Text(text);
    }
    let tokens = view.tokens();
    let first = view.tokens_before(offset);
    let typed =
        first.checked_sub(1).and_then(|at| Some((at, tokens.get(at)?))).filter(|(_, token)| token.end >= offset);
    let word = typed.filter(|(_, token)| matches!(token.kind, Kind::Lower | Kind::Upper));
    let replace = word.map_or(view.span(offset, offset), |(_, token)| token.span(view.id()));
    if let Some((at, number)) = typed.filter(|(_, token)| token.kind == Kind::Number) {
        return units(snapshot, view, at, *number, offset);
    }
    let before = word.map_or(first, |(at, _)| at).checked_sub(1);
    let Some((at, before)) = before.and_then(|at| Some((at, tokens.get(at)?))) else { return Context::Top(replace) };
    let gap = view.text().get(before.end as usize..replace.start as usize).unwrap_or("");
    behind(snapshot, view, Place { at, before: *before, replace, new_line: gap.contains('\n') })
}

/// Where something is to be written.
#[derive(Clone, Copy)]
struct Place {
    /// The index of the token before.
    at: usize,
    before: Token,
    replace: Span,
    /// The token before stands on an earlier line.
    new_line: bool,
}

/// What may stand behind a token.
fn behind<'a>(snapshot: &Snapshot, view: FileView<'a>, place: Place) -> Context<'a> {
    let Place { at, before, replace, new_line } = place;
    match before.kind {
        Kind::Dot | Kind::QuestionDot => Context::Members { dot: at, replace },
        Kind::At => Context::Note(replace),
        Kind::LBrace | Kind::Comma => in_list_or_body(snapshot, view, place),
        Kind::Colon => behind_colon(snapshot, view, place),
        Kind::Lt | Kind::Bar if in_type(view, before.start) => Context::Types(replace),
        Kind::Eq
        | Kind::Arrow
        | Kind::LBracket
        | Kind::LParen
        | Kind::InterpolationStart
        | Kind::DotDot
        | Kind::Ellipsis
        | Kind::Coalesce
        | Kind::Plus
        | Kind::Minus
        | Kind::Star
        | Kind::Slash
        | Kind::Bang
        | Kind::EqEq
        | Kind::NotEq
        | Kind::Lt
        | Kind::LtEq
        | Kind::Gt
        | Kind::GtEq
        | Kind::And
        | Kind::Or => value(snapshot, view, place),
        Kind::Lower => behind_word(snapshot, view, place),
        _ if new_line => entry(view, replace),
        _ => Context::Nothing,
    }
}

/// A new entry, or a new declaration.
fn entry(view: FileView<'_>, replace: Span) -> Context<'_> {
    let mut path = NodePath::open_at(view, replace.start);
    // A match takes patterns between its braces.
    if let Some((scrutinee, taken)) = arms(&path) {
        return Context::Patterns { replace, scrutinee, taken };
    }
    if in_open_match(view, replace.start) {
        return Context::Environments(replace);
    }
    while let Some(node) = path.last() {
        match node {
            Node::Body(_) => return Context::Keys { replace, path },
            // A kind's items are declarations of the standard library alone.
            Node::Decl(_) if path.nodes.len() == 1 => break,
            _ => {
                path.nodes.pop();
            }
        }
    }
    Context::Top(replace)
}

/// Whether the innermost brace that is open before a place is that of `match env {`. Until it is closed there is no tree of it.
fn in_open_match(view: FileView<'_>, offset: u32) -> bool {
    /// Further back nobody is still writing the match.
    const FAR: usize = 500;
    let tokens = view.tokens();
    let mut closed = 0usize;
    for at in (0..view.tokens_before(offset)).rev().take(FAR) {
        match tokens.get(at).map(|token| token.kind) {
            Some(Kind::RBrace | Kind::RBracket | Kind::RParen) => closed += 1,
            Some(Kind::LBracket | Kind::LParen) if closed == 0 => return false,
            Some(Kind::LBrace) if closed == 0 => {
                let back = |n: usize| at.checked_sub(n).and_then(|at| tokens.get(at));
                let of_env = back(1).is_some_and(|token| view.token_text(token) == "env");
                return of_env && back(2).is_some_and(|token| token.word == Word::Match);
            }
            Some(Kind::LBrace | Kind::LBracket | Kind::LParen) => closed -= 1,
            _ => {}
        }
    }
    false
}

/// The innermost `match` without a body or an arm between it and the place, and the names that its arms have.
fn arms<'a>(path: &NodePath<'a>) -> Option<(&'a Expr, Vec<Str>)> {
    fn names<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Vec<Str> {
        let name = |pattern: &Pattern| match &pattern.kind {
            PatternKind::Tag { name, .. } => Some(name.text.clone()),
            _ => None,
        };
        patterns.filter_map(name).collect()
    }
    for node in path.nodes.iter().rev() {
        match node {
            Node::Expr(Expr { kind: ExprKind::Match { scrutinee, arms }, .. }) => {
                return Some((scrutinee, names(arms.iter().flat_map(|arm| &arm.patterns))));
            }
            Node::Entry(entry) => {
                return match &entry.kind {
                    EntryKind::Match { scrutinee, arms } => {
                        Some((scrutinee, names(arms.iter().flat_map(|arm| &arm.patterns))))
                    }
                    EntryKind::Error => continue,
                    _ => None,
                };
            }
            Node::Pattern(_) | Node::ExprArm(_) => {}
            Node::EntryArm(arm) if !arm.patterns.is_empty() => {}
            Node::Expr(Expr { kind: ExprKind::Error, .. }) => {}
            _ => return None,
        }
    }
    None
}

/// Behind `{` or a comma: an entry, an element or an argument, as what stands around says.
fn in_list_or_body<'a>(snapshot: &Snapshot, view: FileView<'a>, place: Place) -> Context<'a> {
    let path = NodePath::at(view, place.before.start + u32::from(place.before.kind == Kind::LBrace));
    for node in path.nodes.iter().rev() {
        match node {
            Node::Body(_) => return entry(view, place.replace),
            Node::Expr(Expr { kind: ExprKind::List(_) | ExprKind::Call { .. }, .. }) => {
                return value(snapshot, view, place);
            }
            Node::Expr(Expr { kind: ExprKind::Match { .. }, .. }) => return entry(view, place.replace),
            Node::Entry(entry_node) if matches!(entry_node.kind, EntryKind::Match { .. }) => {
                return entry(view, place.replace);
            }
            _ => {}
        }
    }
    entry(view, place.replace)
}

/// Behind a colon: the parent of an environment, the kind that a component is, a type, or an element.
fn behind_colon<'a>(snapshot: &Snapshot, view: FileView<'a>, place: Place) -> Context<'a> {
    let tokens = view.tokens();
    let text =
        |back: usize| place.at.checked_sub(back).and_then(|at| tokens.get(at)).map(|token| view.token_text(token));
    if text(2) == Some("environment") {
        return Context::Environments(place.replace);
    }
    if place.at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.kind == Kind::RParen) {
        return match text(2) {
            // `fn f(): Type`, `component c(): kind`; the list of parameters may be long, so the line's first word decides.
            _ if first_word(view, place.before.start) == Some("component") => Context::Heads(place.replace),
            _ => Context::Types(place.replace),
        };
    }
    let path = NodePath::at(view, place.before.start);
    match path.expr() {
        Some(Expr { kind: ExprKind::List(_), .. }) => value(snapshot, view, place),
        _ => Context::Types(place.replace),
    }
}

/// Behind a word: `in`, `unset`, `defaults` and the words of expressions. A name on the line before ends what went before.
fn behind_word<'a>(snapshot: &Snapshot, view: FileView<'a>, place: Place) -> Context<'a> {
    let tokens = view.tokens();
    match place.before.word {
        Word::In => {
            let back = |n: usize| place.at.checked_sub(n).and_then(|at| tokens.get(at)).map(|token| token.word);
            let looped = back(2) == Some(Word::For) || back(4) == Some(Word::For);
            if looped { value(snapshot, view, place) } else { Context::Environments(place.replace) }
        }
        Word::If | Word::Then | Word::Else | Word::Match | Word::Assert if !place.new_line => {
            value(snapshot, view, place)
        }
        Word::Late => Context::Types(place.replace),
        Word::Defaults | Word::Child => Context::Heads(place.replace),
        Word::Unset => match entry(view, place.replace) {
            keys @ Context::Keys { .. } => keys,
            _ => Context::Nothing,
        },
        Word::Pub => Context::Top(place.replace),
        Word::Import => Context::Nothing,
        _ if place.new_line => entry(view, place.replace),
        _ => Context::Nothing,
    }
}

/// A value behind a token; what must it be?
fn value<'a>(snapshot: &Snapshot, view: FileView<'a>, place: Place) -> Context<'a> {
    let Place { at, before, replace, .. } = place;
    // The opener of a group belongs to the group, what joins two values to what is around them.
    let inside = matches!(before.kind, Kind::LBracket | Kind::LParen | Kind::Comma | Kind::InterpolationStart);
    let path = NodePath::at(view, before.start + u32::from(inside && before.kind != Kind::Comma));
    if in_type(view, before.start) {
        return Context::Types(replace);
    }
    let expected = snapshot.expected(view.module, &path);
    let ty = match (before.kind, path.last()) {
        (Kind::EqEq | Kind::NotEq | Kind::Lt | Kind::LtEq | Kind::Gt | Kind::GtEq, _) => {
            members::chain(snapshot, view, at).and_then(|chain| chain.ty)
        }
        (Kind::InterpolationStart, _) => None,
        (_, Some(Node::Expr(Expr { kind: ExprKind::List(items), .. }))) => {
            let whole = expected.ty.as_ref();
            let bare = items.iter().all(|item| !matches!(item, ListItem::For { .. }));
            whole.filter(|_| bare || before.kind == Kind::Colon).and_then(|ty| snapshot.element_type(ty))
        }
        (kind, Some(Node::Expr(Expr { kind: ExprKind::Call { callee, args }, .. }))) if kind != Kind::Dot => {
            let place = args.iter().filter(|arg| arg.value.span.end <= before.start && arg.value.span.end > 0).count();
            let params = snapshot.parameters(callee, expected.ty.as_ref());
            params.and_then(|params| params.get(place).map(|param| param.ty.clone()))
        }
        (Kind::Eq, Some(Node::Arg(arg))) => {
            let call = path.nodes.iter().rev().nth(1);
            match (call, &arg.name) {
                (Some(Node::Expr(Expr { kind: ExprKind::Call { callee, .. }, .. })), Some(name)) => {
                    let params = snapshot.parameters(callee, None).unwrap_or_default();
                    params.into_iter().find(|param| param.name == name.text).map(|param| param.ty)
                }
                _ => None,
            }
        }
        _ if matches!(before.word, Word::If | Word::Assert) => Some(Type::Bool),
        _ if matches!(before.word, Word::Match | Word::In) => None,
        (Kind::DotDot, _) => expected
            .ty
            .as_ref()
            .map(|ty| {
                snapshot.form(ty, |form| matches!(form, Type::Range(_))).and_then(|form| match form {
                    Type::Range(bound) => Some(bound.as_ref().clone()),
                    _ => None,
                })
            })
            .unwrap_or(expected.ty.clone()),
        _ => expected.ty.clone(),
    };
    Context::Value { replace, path, ty }
}

/// The suffix of a number.
fn units<'a>(snapshot: &Snapshot, view: FileView<'a>, at: usize, number: Token, offset: u32) -> Context<'a> {
    let text = view.token_text(&number);
    let digits =
        text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '%' | '/')).len();
    let start = number.start + digits as u32;
    if offset < start {
        return Context::Nothing;
    }
    let before = at.checked_sub(1).and_then(|at| Some((at, view.tokens().get(at)?)));
    let ty = before.and_then(|(at, before)| {
        let place = Place { at, before: *before, replace: view.span(offset, offset), new_line: false };
        match value(snapshot, view, place) {
            Context::Value { ty, .. } => ty,
            _ => None,
        }
    });
    Context::Units { replace: view.span(start, number.end), ty }
}

/// The string around the cursor, if it is in one and not in a piece of code in it.
fn text(snapshot: &Snapshot, view: FileView<'_>, offset: u32) -> Option<Text> {
    let tokens = view.tokens();
    let mut at = view.tokens_before(offset).checked_sub(1)?;
    let last = tokens.get(at)?;
    let within = match last.kind {
        Kind::Text | Kind::Escape | Kind::Break | Kind::BadPiece => true,
        Kind::InterpolationEnd => last.end <= offset,
        kind if kind.is_string() => last.end <= offset,
        _ => false,
    };
    // At the end of a line without a closing quote the cursor is still in it.
    if !within {
        return None;
    }
    let mut depth = 0;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            Kind::InterpolationEnd => depth += 1,
            Kind::InterpolationStart => depth -= 1,
            kind if kind.is_string() && depth == 0 => break,
            _ => {}
        }
        at = at.checked_sub(1)?;
    }
    let open = tokens.get(at)?;
    let start = last.start.max(open.end).min(offset);
    let path = NodePath::at(view, open.start);
    let import = matches!(path.last(), Some(Node::Import(_)));
    let before = at.checked_sub(1).and_then(|at| Some((at, *tokens.get(at)?)));
    let (mut ty, mut function) = (None, None);
    if let Some((at, before)) = before {
        let place = Place { at, before, replace: view.span(offset, offset), new_line: false };
        if let Context::Value { ty: found, .. } = behind(snapshot, view, place) {
            ty = found;
        }
        let callee = (before.kind == Kind::LParen).then(|| at.checked_sub(1)).flatten();
        function = callee.and_then(|at| tokens.get(at)).map(|token| view.token_text(token).into());
    }
    let before = view.text().get(start as usize..offset as usize).unwrap_or("").to_owned();
    Some(Text { before, at: offset, ty, import, function })
}

/// Whether the place is in a type.
fn in_type(view: FileView<'_>, offset: u32) -> bool {
    matches!(NodePath::at(view, offset).last(), Some(Node::Type(_)))
}

/// The first word of the line of a place.
fn first_word(view: FileView<'_>, offset: u32) -> Option<&str> {
    let line = view.text().get(view.line_start(offset) as usize..offset as usize)?;
    line.split_whitespace().find(|word| *word != "pub")
}
