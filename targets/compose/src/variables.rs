//! `.env.example`: every variable that the Compose file reads, what it is for, and no value.

use crate::lowering::{Lowering, Variable};
use infrac_plan::OriginId;
use infrac_target::{FileBody, TargetFile};
use infrac_tree::Line;

/// The file, if there is any variable.
pub(crate) fn example(lowering: &Lowering<'_>) -> Option<TargetFile> {
    if lowering.variables.is_empty() {
        return None;
    }
    let plain = |text: &str| Line { text: text.into(), origin: OriginId::NONE };
    let mut lines = vec![plain("# Copy this file to `.env` and fill it in. Never commit `.env`.")];
    for (name, Variable { doc, default, origin }) in &lowering.variables {
        lines.push(plain(""));
        let comment = |text: String| Line { text: text.into(), origin: *origin };
        lines.extend(doc.lines().map(|line| comment(format!("# {line}"))));
        if let Some(default) = default {
            lines.push(comment(format!("# Left empty, it is {default:?}.")));
        }
        lines.push(comment(format!("{name}=")));
    }
    Some(TargetFile { path: ".env.example".into(), body: FileBody::Lines(lines) })
}
