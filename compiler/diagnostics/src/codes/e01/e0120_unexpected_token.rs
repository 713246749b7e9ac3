use crate::Diagnostic;
use infrac_source::Span;

define!(E0120, "unexpected-token", Error, "e0120_unexpected_token.md");

/// `found` at `span` does not fit; `expected` says in plain words what would.
pub fn unexpected(span: Span, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected {expected}, found {found}"), span, format!("expected {expected}"))
}

/// `found` at `span` does not fit behind `after`.
pub fn unexpected_after(span: Span, expected: &str, found: &str, after_span: Span, after: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected {expected} after `{after}`, found {found}"), span, format!("expected {expected}"))
        .label(after_span, "after this")
}
