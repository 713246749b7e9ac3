use crate::Diagnostic;
use infrac_source::Span;

define!(E0610, "range-backwards", Error, "e0610_range_backwards.md");

/// `what` ranges from `min` down to `max`.
pub fn range_backwards(span: Span, what: &str, min: &str, max: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("{what} range from {min} down to {max}"), span, "the lower bound comes first")
        .help(format!("if both bounds are meant, write `{max}..{min}`"))
}
