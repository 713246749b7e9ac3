use crate::Diagnostic;
use infrac_source::Span;

define!(E0446, "function-failed", Error, "e0446_function_failed.md");

/// A call at `span` of a function that has no result for its arguments, and why.
pub fn function_failed(span: Span, function: &str, why: &str) -> Diagnostic {
    match function {
        "fail" => Diagnostic::new(CODE, why, span, "`fail` was reached"),
        _ => Diagnostic::new(CODE, why, span, format!("`{function}` has no result here")),
    }
}
