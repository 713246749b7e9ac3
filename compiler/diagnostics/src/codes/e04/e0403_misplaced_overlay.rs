use crate::Diagnostic;
use infrac_source::Span;

define!(E0403, "misplaced-overlay", Error, "e0403_misplaced_overlay.md");

/// An overlay where nothing is overlaid.
pub fn misplaced_overlay(span: Span, environment: bool, component: bool) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, "an overlay cannot stand here", span, "not here");
    if environment {
        diagnostic.help("an environment is one place: let one inherit from the other, `environment staging: production { … }`")
    } else if component {
        diagnostic.help("put it into the block that it changes, or branch by `match env`")
    } else {
        diagnostic.help("put it into the block around, and the value into it: `in dev { env = { LEVEL = \"debug\" } }`")
    }
}
