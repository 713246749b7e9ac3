//! `@allow(CODE, "reason")` before the block that a finding speaks of.

use super::{Action, ActionKind, Place};
use crate::node::Node;
use crate::path::NodePath;
use infrac_diagnostics::{Diagnostic, Diagnostics, Edit, Severity};

/// Found while a text is read, before there are blocks that could allow it.
const OF_THE_TEXT: &str = "L0401";

/// Nobody is told of an alert in an environment: allowed at the environment, which the finding names beside the alert.
const OF_AN_ENVIRONMENT: &str = "L0304";

pub(super) fn offer(place: &Place<'_, '_>, found: &Diagnostics) -> Vec<Action> {
    let own = found.0.iter().enumerate().filter(|(_, finding)| can_be_allowed(finding));
    let actions = own.filter_map(|(at, finding)| {
        let mut spans = finding.labels.iter().map(|label| label.span);
        let touched = spans.clone().find(|span| place.touches(*span))?;
        let code = finding.code.as_str();
        let about = if code == OF_AN_ENVIRONMENT { spans.next_back()? } else { touched };
        let view = place.snapshot.file(about.file)?;
        // The block as the author wrote it: with its holder's notes before it.
        let block = NodePath::at(view, about.start).nodes.into_iter().rev().find_map(|node| match node {
            Node::Block(block) => Some(block),
            _ => None,
        })?;
        let head = block.head.span.start;
        let text = format!("@allow({code}, \"why it is right here\")\n{}", view.indentation(head));
        let edit = Edit { span: view.span(head, head), text };
        let action = Action::new(ActionKind::QuickFix, format!("allow {code} here, with a reason"), vec![edit]);
        Some(Action { mends: Some(at), ..action })
    });
    actions.collect()
}

/// Opinions and losses can be allowed, and the errors that say so themselves.
fn can_be_allowed(finding: &Diagnostic) -> bool {
    let code = finding.code.as_str();
    let is_opinion = finding.severity != Severity::Error && code.starts_with(['L', 'W']) && code != OF_THE_TEXT;
    is_opinion || finding.helps.iter().any(|help| help.contains(&format!("@allow({code}")))
}
