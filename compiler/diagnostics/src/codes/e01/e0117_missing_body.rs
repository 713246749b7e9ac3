use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0117, "missing-body", Error, "e0117_missing_body.md");

/// The header of `what` at `header` is not followed by `{`.
pub fn missing_body(header: Span, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected `{{` after {what}"), header.at_end(), "its body is missing")
        .fix("add an empty body", header.at_end(), " { }", Applicability::Unsafe)
}
