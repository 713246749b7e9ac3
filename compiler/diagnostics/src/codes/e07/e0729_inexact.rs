use crate::Diagnostic;
use infrac_source::Span;

define!(E0729, "inexact", Error, "e0729_inexact.md");

/// `what`, said at `span` as `value`, can only be counted in `unit`.
pub fn inexact(span: Span, what: &str, value: &str, unit: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("{what} is counted in {unit}, and `{value}` is none of them"), span, "would have to be rounded")
        .note("nothing is rounded in silence")
}
