//! What an environment lacks: an arm of a `match`, a value that must be said.

use super::fill::value;
use super::{Action, ActionKind, Place, entries_into};
use crate::node::Node;
use crate::path::NodePath;
use crate::table::Symbol;
use infrac_diagnostics::Diagnostics;
use infrac_model::Type;
use infrac_source::{Span, Str};
use infrac_syntax::ast::{EntryKind, Expr, ExprKind, Pattern, PatternKind};

/// The arms that the `match` around the cursor lacks: of environments those that are built, of a union its tags.
pub(super) fn arms(place: &Place<'_, '_>) -> Option<Action> {
    let found = place.path.nodes.iter().rev().find_map(|node| match node {
        Node::Expr(expr @ Expr { kind: ExprKind::Match { scrutinee, arms }, .. }) => {
            let patterns = arms.iter().flat_map(|arm| &arm.patterns).collect();
            let last = arms.last().map(|arm| place.snapshot.slice(arm.value.span).to_owned());
            Some((scrutinee.as_ref(), patterns, expr.span, last))
        }
        Node::Entry(entry) => match &entry.kind {
            EntryKind::Match { scrutinee, arms } => {
                let patterns = arms.iter().flat_map(|arm| &arm.patterns).collect();
                Some((scrutinee, patterns, entry.span, None))
            }
            _ => None,
        },
        _ => None,
    });
    let (scrutinee, patterns, span, last): (&Expr, Vec<&Pattern>, Span, Option<String>) = found?;
    let missing = missing(place, scrutinee, &patterns)?;
    if missing.is_empty() || !place.snapshot.slice(span).ends_with('}') {
        return None;
    }
    let last = last.filter(|text| !text.is_empty()).unwrap_or_else(|| "{}".to_owned());
    let open = brace(place, scrutinee.span.end)?;
    let entries: Vec<String> = missing.iter().map(|name| format!("{name} => {last}")).collect();
    let names: Vec<&str> = missing.iter().map(Str::as_str).collect();
    let body = place.view.span(open, span.end);
    let edit = entries_into(place.view, body, patterns.is_empty(), &entries);
    Some(Action::new(ActionKind::Rewrite, format!("add an arm for {}", names.join(", ")), vec![edit]))
}

/// The cases that no pattern takes; `None` where nobody knows all cases, or one arm takes all.
fn missing(place: &Place<'_, '_>, scrutinee: &Expr, patterns: &[&Pattern]) -> Option<Vec<Str>> {
    let model = place.snapshot.model();
    let takes_all = |pattern: &&&Pattern| matches!(pattern.kind, PatternKind::Wildcard | PatternKind::Bind(_));
    if patterns.iter().any(|pattern| takes_all(&pattern)) {
        return None;
    }
    let named: Vec<&Str> = patterns
        .iter()
        .filter_map(|pattern| match &pattern.kind {
            PatternKind::Tag { name, .. } => Some(&name.text),
            _ => None,
        })
        .collect();
    let ty = place.snapshot.type_of_expr(scrutinee)?;
    if matches!(model.base(&ty), Type::Environment) {
        let environments = model.concrete_environments().filter(|id| {
            // An arm for a parent takes its heirs.
            !model.chain(*id).iter().any(|above| named.contains(&&model.environment(*above).name))
        });
        return Some(environments.map(|id| model.environment(id).name.clone()).collect());
    }
    let tags = place.snapshot.tags_of(&ty);
    Some(tags.into_iter().filter(|tag| !named.contains(&&tag.name)).map(|tag| tag.name.clone()).collect())
}

/// The first `{` at or behind a place.
fn brace(place: &Place<'_, '_>, from: u32) -> Option<u32> {
    let tokens = place.view.tokens();
    let first = tokens.partition_point(|token| token.start < from);
    let open = tokens.get(first..)?.iter().find(|token| token.kind == infrac_syntax::Kind::LBrace)?;
    Some(open.start)
}

/// For an attribute that some environments lack (E0420): an overlay for them that says it. The finding names where the attribute is declared.
pub(super) fn lacking(place: &Place<'_, '_>, found: &Diagnostics) -> Vec<Action> {
    let own = found.0.iter().enumerate().filter(|(_, finding)| {
        finding.code.as_str() == "E0420" && finding.labels.iter().any(|label| place.touches(label.span))
    });
    let actions = own.filter_map(|(at, finding)| {
        let snapshot = place.snapshot;
        let symbol = finding.labels.iter().find_map(|label| match snapshot.table().at(label.span) {
            Some(symbol @ Symbol::Field(..)) => Some(symbol),
            _ => None,
        })?;
        let field = symbol.field(snapshot.model())?;
        let span = finding.primary()?;
        let path = NodePath::at(place.view, span.start);
        let (block, _) = path.block()?;
        if block.body.damaged {
            return None;
        }
        let said = format!("{} = {}", field.name, value(snapshot, &field.ty, 0));
        let (entry, title) = if finding.environments.is_empty() {
            (said, format!("say `{}`", field.name))
        } else {
            let names: Vec<&str> = finding.environments.iter().map(Str::as_str).collect();
            let names = names.join(", ");
            (format!("in {names} {{ {said} }}"), format!("say `{}` in {names}", field.name))
        };
        let edit = entries_into(place.view, block.body.span, block.body.entries.is_empty(), &[entry]);
        Some(Action { mends: Some(at), ..Action::new(ActionKind::QuickFix, title, vec![edit]) })
    });
    actions.collect()
}
