//! A text that should not be readable becomes a `secret`.

use super::{Action, ActionKind, Place};
use crate::expect::key_text;
use crate::node::Node;
use crate::table::Symbol;
use crate::visible::Seen;
use infrac_diagnostics::{Diagnostics, Edit};
use infrac_syntax::ast::{EntryKind, Expr, ExprKind};

/// The finding of a secret in plain text.
pub(super) const PLAIN_TEXT: &str = "E0550";

/// For a text where a secret may stand: reads a secret named after the key, which is declared before the block unless there is one of that name.
pub(super) fn offer(place: &Place<'_, '_>, found: &Diagnostics) -> Option<Action> {
    let Some(Node::Expr(Expr { kind: ExprKind::String(text), span })) = place.path.last() else { return None };
    text.plain()?;
    let expected = place.snapshot.expected(place.view.module, &place.path);
    let ty = expected.ty.as_ref()?;
    let takes_secrets = place.snapshot.form(ty, |form| matches!(form, infrac_model::Type::Secret)).is_some()
        || place.snapshot.model().holds_secret(ty);
    if !takes_secrets {
        return None;
    }
    let key = place.path.nodes.iter().rev().find_map(|node| match node {
        Node::Entry(entry) => match &entry.kind {
            EntryKind::Assign { key, .. } => key_text(key),
            _ => None,
        },
        _ => None,
    })?;
    let wanted = lower_name(&key)?;
    let known = place.snapshot.look_up(place.view, &place.path, &wanted).is_some_and(|visible| {
        matches!(visible.what, Seen::Symbol(Symbol::Block(id))
            if place.snapshot.model().is_kind(place.snapshot.model().block(id).head, "secret"))
    });
    let name = if known { wanted } else { place.free_name(&wanted) };
    let mut edits = vec![Edit { span: *span, text: name.clone() }];
    if !known {
        let owner = expected.block.and_then(|(block, _)| block.labels.last()).map(|label| label.text.clone());
        let of = owner.map(|owner| format!(" of {owner}")).unwrap_or_default();
        let text = format!("secret {name} {{ description = \"{key}{of}\" }}\n\n");
        edits.push(place.insert(place.before_declaration()?, text));
    }
    let mends = found.0.iter().position(|finding| {
        finding.code.as_str() == PLAIN_TEXT && finding.labels.iter().any(|label| label.span == *span)
    });
    let kind = if mends.is_some() { ActionKind::QuickFix } else { ActionKind::Rewrite };
    let action = Action::new(kind, format!("read the secret `{name}` instead of this text"), edits);
    Some(Action { mends, ..action })
}

/// The key as a name of the language: `JWT_SECRET` is `jwt_secret`.
pub(super) fn lower_name(key: &str) -> Option<String> {
    let name: String = key
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
        .collect();
    name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_').then_some(name)
}
