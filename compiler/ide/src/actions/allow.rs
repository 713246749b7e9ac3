//! `@allow(CODE, "reason")` before the block that a finding speaks of.

use super::{Action, ActionKind, Place};
use crate::node::Node;
use crate::path::NodePath;
use infrac_diagnostics::{Diagnostic, Diagnostics, Severity};

pub(super) fn offer(place: &Place<'_, '_>, found: &Diagnostics) -> Vec<Action> {
    let own = found.0.iter().enumerate().filter(|(_, finding)| can_be_allowed(finding));
    let actions = own.filter_map(|(at, finding)| {
        let span = finding.labels.iter().map(|label| label.span).find(|span| place.touches(*span))?;
        let code = finding.code.as_str();
        let path = NodePath::at(place.view, span.start);
        // The block as the author wrote it: with its holder's notes before it.
        let block = path.nodes.iter().rev().find_map(|node| match node {
            Node::Block(block) => Some(block),
            _ => None,
        })?;
        let head = block.head.span.start;
        let text = format!("@allow({code}, \"why it is right here\")\n{}", place.view.indentation(head));
        let action = Action::new(
            ActionKind::QuickFix,
            format!("allow {code} here, with a reason"),
            vec![place.insert(head, text)],
        );
        Some(Action { mends: Some(at), ..action })
    });
    actions.collect()
}

/// Opinions and losses can be allowed, and the errors that say so themselves.
fn can_be_allowed(finding: &Diagnostic) -> bool {
    let code = finding.code.as_str();
    (finding.severity != Severity::Error && code.starts_with(['L', 'W']))
        || finding.helps.iter().any(|help| help.contains(&format!("@allow({code}")))
}
