use crate::Diagnostic;
use infrac_source::Span;

define!(E0112, "missing-value", Error, "e0112_missing_value.md");

/// A value is missing after `after`, which stands at `span`.
pub fn after(span: Span, after: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected a value after `{after}`"), span, "nothing follows that is a value")
}

/// Instead of a value stands `found`, at `span`, behind `after`.
pub fn instead(span: Span, found: &str, after_span: Span, after: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected a value after `{after}`, found {found}"), span, "not a value")
        .label(after_span, "a value must follow")
}
