//! The fixes that findings carry.

use super::{Action, ActionKind, Place};
use infrac_diagnostics::{Applicability, Diagnostics};

/// All fixes of all findings that touch the place. What is only shown (it has a part to fill in) is offered too: the author fills it in.
pub(super) fn offer(place: &Place<'_, '_>, found: &Diagnostics) -> Vec<Action> {
    let mut offered = Vec::new();
    for (at, finding) in found.0.iter().enumerate() {
        let own = finding.labels.iter().any(|label| place.touches(label.span))
            || finding.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| place.touches(edit.span));
        if !own {
            continue;
        }
        // The action that declares the secret as well says the same and more.
        let by_action = finding.code.as_str() == super::secret::PLAIN_TEXT;
        let fixes = finding.fixes.iter().filter(|fix| !by_action || fix.applicability != Applicability::Display);
        for fix in fixes {
            let action = Action::new(ActionKind::QuickFix, fix.title.clone(), fix.edits.clone());
            let preferred = fix.applicability == Applicability::Safe;
            offered.push(Action { mends: Some(at), preferred, ..action });
        }
    }
    offered
}
