use crate::Diagnostic;
use infrac_source::Span;

define!(E0440, "bound", Error, "e0440_bound.md");

/// Evaluation came to a bound at `span`: more than `bound` of `what`.
pub fn bound(span: Span, what: &str, bound: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("more than {bound} {what}"), span, "evaluation stopped here")
        .note("infrac has no loops without end, but functions that call one another can still double the work at each step")
}
