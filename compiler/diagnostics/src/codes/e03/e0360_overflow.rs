use crate::Diagnostic;
use infrac_source::Span;

define!(E0360, "overflow", Error, "e0360_overflow.md");

/// A number at `span` that does not fit its type; `what` is "this number" or "the result".
pub fn overflow(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("{what} does not fit its type"), span, "too large, too small, or not a whole number of the unit")
        .note("an Int has 64 bits; times are counted in nanoseconds, sizes in bytes, processor in thousandths of a core")
}
