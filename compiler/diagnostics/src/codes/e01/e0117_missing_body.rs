use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0117, "missing-body", Error, "e0117_missing_body.md");

/// The header of `what` at `header` is not followed by `{`.
pub fn missing_body(header: Span, what: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("expected `{{` after `{what}`"), header.at_end(), "its body is missing");
    let diagnostic = match what.split(' ').next() {
        Some("and") => diagnostic.help("two conditions are joined by `&&`"),
        Some("or") => diagnostic.help("two conditions are joined by `||`"),
        Some("not") => diagnostic.help("a condition is negated by `!`"),
        _ => diagnostic,
    };
    diagnostic
        .fix("add an empty body", header.at_end(), " { }", Applicability::Unsafe)
}
