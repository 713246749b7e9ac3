use crate::Diagnostic;
use infrac_source::Span;

define!(E0362, "division-by-zero", Error, "e0362_division_by_zero.md");

/// The divisor at `divisor` of the division at `span` is 0.
pub fn by_zero(divisor: Span, span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "division by zero", divisor, "this is 0").label(span, "in this division")
}
