//! The fixes that findings carry.

use super::{Action, ActionKind, Place};
use infrac_diagnostics::{Applicability, Diagnostics, Edit};
use infrac_source::FileId;
use std::collections::BTreeMap;

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

/// All fixes of one file at once that are surely meant: of each finding the first, in the order of the findings, but none that touches what an
/// earlier one changes, or another file. What is left over is found again when the text is checked with these.
pub(super) fn all(file: FileId, found: &Diagnostics) -> Option<Action> {
    let mut edits: Vec<Edit> = Vec::new();
    // Starts and ends of what is changed so far.
    let mut changed: BTreeMap<u32, u32> = BTreeMap::new();
    let mut mended = 0usize;
    for finding in &found.0 {
        let safe = finding.fixes.iter().find(|fix| fix.applicability == Applicability::Safe && !fix.edits.is_empty());
        let Some(fix) = safe.filter(|fix| fix.edits.iter().all(|edit| edit.span.file == file)) else { continue };
        // Two changes may meet, but not at an insertion: nobody could say which comes first.
        let apart = |edit: &Edit, (start, end): (&u32, &u32)| {
            let own = edit.span;
            let meet = *end == own.start || own.end == *start;
            *end < own.start || own.end < *start || (meet && start != end && !own.is_empty())
        };
        let free = |edit: &Edit| changed.range(..=edit.span.end).rev().take(2).all(|other| apart(edit, other));
        if fix.edits.iter().all(free) {
            changed.extend(fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
            edits.extend(fix.edits.iter().cloned());
            mended += 1;
        }
    }
    let title = match mended {
        0 => return None,
        1 => "apply the one fix of this file that is surely meant".to_owned(),
        _ => format!("apply all {mended} fixes of this file that are surely meant"),
    };
    Some(Action::new(ActionKind::FixAll, title, edits))
}
