use crate::Diagnostic;
use infrac_source::Span;

define!(E0445, "assert", Error, "e0445_assert.md");

/// An assert at `span` that does not hold, with its text.
pub fn assert_failed(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(CODE, text, span, "this does not hold")
}
