//! Gives a part a name of its own: a `let`, a `param`, a component.

use super::secret::lower_name;
use super::{Action, ActionKind, Place};
use crate::expect::{Expected, key_text};
use crate::node::Node;
use crate::table::Symbol;
use infrac_diagnostics::Edit;
use infrac_model::Type;
use infrac_plan::in_library;
use infrac_source::Span;
use infrac_syntax::ast::{Decl, DeclKind, EntryKind, Expr, ExprKind};
use infrac_syntax::{Kind, Word};

pub(super) fn offer(place: &Place<'_, '_>) -> Vec<Action> {
    let mut offered = Vec::new();
    offered.extend(extract_let(place));
    offered.extend(extract_param(place));
    offered.extend(super::component::offer(place));
    offered
}

/// The selected expression; with a cursor alone the innermost literal or compound value under it.
fn selected<'a>(place: &Place<'_, 'a>) -> Option<(&'a Expr, Expected<'a>)> {
    let text = place.view.text();
    let blanks = |text: &str| text.len() as u32;
    let chosen = text.get(place.range.range())?;
    let start = place.range.start + blanks(chosen) - blanks(chosen.trim_start());
    let end = place.range.end - (blanks(chosen) - blanks(chosen.trim_end()));
    let path = crate::NodePath::at(place.view, if start < end { start } else { place.range.start });
    let at = path.nodes.iter().rposition(|node| match node {
        Node::Expr(expr) if start < end => expr.span.start == start && expr.span.end == end,
        Node::Expr(expr) => !matches!(expr.kind, ExprKind::Name(_) | ExprKind::Error | ExprKind::Member { .. }),
        _ => false,
    })?;
    let mut path = path;
    path.nodes.truncate(at + 1);
    let expected = place.snapshot.expected(place.view.module, &path);
    match path.last() {
        Some(Node::Expr(expr)) if !expr.span.is_empty() => Some((expr, expected)),
        _ => None,
    }
}

/// `let name = value` before the declaration; in the body of the block or component if the value speaks of what is known there alone.
fn extract_let(place: &Place<'_, '_>) -> Option<Action> {
    let (expr, expected) = selected(place)?;
    let in_let = matches!(place.path.decl().map(|decl| &decl.kind), Some(DeclKind::Let(_)));
    let name = place.free_name(&name_for(place, expr.span, &expected));
    let value = place.snapshot.slice(expr.span);
    let annotation = annotation(place, expr, expected.ty.as_ref());
    let (at, indent) = if is_local(place, expr.span) {
        // The innermost one round the value: where a cursor stands in a block within the value, that is not the innermost of all.
        let mut bodies = place.path.nodes.iter().rev().filter_map(|node| match node {
            Node::Block(block) => Some(&block.body),
            Node::Decl(Decl { kind: DeclKind::Component(component), .. }) => Some(&component.body),
            _ => None,
        });
        let body = bodies.find(|body| body.span.start < expr.span.start && expr.span.end <= body.span.end)?;
        let first = body.entries.first()?;
        if place.view.line_start(first.span.start) == place.view.line_start(body.span.start) {
            return None;
        }
        (place.view.line_start(first.span.start), place.view.indentation(first.span.start).to_owned())
    } else if in_let {
        return None;
    } else {
        (place.before_declaration()?, String::new())
    };
    let gap = if indent.is_empty() { "\n\n" } else { "\n" };
    let edits = vec![
        place.insert(at, format!("{indent}let {name}{annotation} = {value}{gap}")),
        Edit { span: expr.span, text: name.clone() },
    ];
    Some(Action::new(ActionKind::Extract, format!("give the value a name: `let {name}`"), edits))
}

/// A text that may be known only later becomes a `param` with the text as its default.
fn extract_param(place: &Place<'_, '_>) -> Option<Action> {
    let (expr, expected) = selected(place)?;
    let ExprKind::String(text) = &expr.kind else { return None };
    text.plain()?;
    let ty = expected.ty.as_ref()?;
    place.snapshot.form(ty, |form| matches!(form, Type::Late(_)))?;
    let name = place.free_name(&name_for(place, expr.span, &expected));
    let value = place.snapshot.slice(expr.span);
    let edits = vec![
        place.insert(place.before_declaration()?, format!("param {name}: String = {value}\n\n")),
        Edit { span: expr.span, text: format!("\"${{{name}}}\"") },
    ];
    Some(Action::new(ActionKind::Extract, format!("let whoever deploys say it: `param {name}`"), edits))
}

/// A name after the key that the value stands behind.
fn name_for(place: &Place<'_, '_>, value: Span, expected: &Expected<'_>) -> String {
    let key = place.path.nodes.iter().rev().find_map(|node| match node {
        // A cursor may stand in an entry within the value.
        Node::Entry(entry) => match &entry.kind {
            EntryKind::Assign { key, .. } if entry.span.start < value.start => key_text(key),
            _ => None,
        },
        _ => None,
    });
    let key = key.or_else(|| expected.keys.last().cloned());
    key.and_then(|key| lower_name(&key)).unwrap_or_else(|| "value".to_owned())
}

/// `: Type` where the value alone does not say its type: a number with a unit, a tag, a record.
fn annotation(place: &Place<'_, '_>, expr: &Expr, ty: Option<&Type>) -> String {
    let says_itself = matches!(
        expr.kind,
        ExprKind::String(_)
            | ExprKind::Bool(_)
            | ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::Binary { .. }
    );
    let Some(ty) = ty.filter(|_| !says_itself) else { return String::new() };
    let text = place.snapshot.model().type_text(ty);
    let written = text
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '<' | '>' | ',' | ' ' | '?'));
    if written { format!(": {text}") } else { String::new() }
}

/// Whether a text speaks of names that only its block or component knows.
fn is_local(place: &Place<'_, '_>, span: Span) -> bool {
    let all = place.snapshot.uses().all();
    let first = all.partition_point(|(at, _)| *at < span.at_start());
    let local = all.iter().skip(first).take_while(|(at, _)| at.file == span.file && at.start < span.end).any(
        |(_, definition)| {
            let symbol = place.snapshot.table().at(definition.span);
            let inner = matches!(symbol, Some(Symbol::Local(_) | Symbol::Output(..)))
                || matches!(symbol, Some(Symbol::Field(crate::FieldOf::Component(_) | crate::FieldOf::Function(_), _)));
            inner && !in_library(definition.span)
        },
    );
    let tokens = place.view.tokens();
    let first = tokens.partition_point(|token| token.start < span.start);
    let mut own = tokens.iter().skip(first).take_while(|token| token.start < span.end);
    local
        || own.any(|token| {
            token.kind == Kind::Lower && matches!(token.word, Word::SelfValue | Word::This | Word::Name | Word::It)
        })
}
