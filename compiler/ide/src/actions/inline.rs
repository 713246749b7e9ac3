//! Puts the value of a `let` in the place of its name.

use super::brackets::needed;
use super::{Action, ActionKind, Place};
use crate::node::Node;
use crate::path::NodePath;
use crate::table::Symbol;
use infrac_diagnostics::Edit;
use infrac_source::Span;
use infrac_syntax::ast::{DeclKind, EntryKind, ExprKind, Let};

/// For a `let` under the cursor, at its declaration or a use: all uses become its value, and the declaration goes. Only where all uses are known and
/// stand in the module of the declaration, where the value means the same.
pub(super) fn offer(place: &Place<'_, '_>) -> Option<Action> {
    let snapshot = place.snapshot;
    let name = snapshot.name_at(place.range.file, place.range.start)?;
    if !matches!(name.symbol, Some(Symbol::Let(_) | Symbol::Local(_))) {
        return None;
    }
    let home = snapshot.file(name.definition.file)?;
    let path = NodePath::at(home, name.definition.start);
    let (binding, whole): (&Let, Span) = path.nodes.iter().rev().find_map(|node| match node {
        Node::Decl(decl) => match &decl.kind {
            DeclKind::Let(binding) if decl.public.is_none() => Some((binding, decl.span)),
            _ => None,
        },
        Node::Entry(entry) => match &entry.kind {
            EntryKind::Let(binding) => Some((binding.as_ref(), entry.span)),
            _ => None,
        },
        _ => None,
    })?;
    if binding.name.span != name.definition || matches!(binding.value.kind, ExprKind::Error) {
        return None;
    }
    let uses: Vec<Span> = snapshot
        .references_of(&name)
        .into_iter()
        .filter(|reference| !reference.is_definition)
        .map(|reference| reference.span)
        .collect();
    let same_module = |span: &Span| snapshot.file(span.file).is_some_and(|view| view.module == home.module);
    if uses.is_empty() || !uses.iter().all(same_module) {
        return None;
    }
    let text = snapshot.slice(binding.value.span);
    let put = |span: &Span| {
        let path = NodePath::at(snapshot.file(span.file)?, span.start);
        let text = if needed(&binding.value, &path, *span) { format!("({text})") } else { text.to_owned() };
        Some(Edit { span: *span, text })
    };
    let mut edits: Vec<Edit> = uses.iter().map(put).collect::<Option<_>>()?;
    edits.push(Edit { span: lines(home, whole), text: String::new() });
    let title = format!("put the value of `{}` in its place", binding.name.text);
    Some(Action::new(ActionKind::Inline, title, edits))
}

/// The whole lines of a declaration where nothing else stands on them, with a blank line behind it that would stand alone.
pub(super) fn lines(home: crate::FileView<'_>, whole: Span) -> Span {
    let text = home.text();
    let start = home.line_start(whole.start);
    let rest = text.get(whole.end as usize..).unwrap_or("");
    let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let alone = text.get(start as usize..whole.start as usize).is_some_and(|before| before.trim().is_empty())
        && rest.get(..line).is_some_and(|behind| behind.trim().is_empty());
    if !alone {
        return whole;
    }
    let end = whole.end + line as u32;
    let blank = text.get(end as usize..).is_some_and(|next| next.starts_with('\n'))
        && (start == 0 || text.get(..start as usize).is_some_and(|before| before.ends_with("\n\n")));
    home.span(start, end + u32::from(blank))
}
