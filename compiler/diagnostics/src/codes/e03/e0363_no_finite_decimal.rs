use crate::Diagnostic;
use infrac_source::Span;

define!(E0363, "no-finite-decimal", Error, "e0363_no_finite_decimal.md");

/// The number at `span` becomes text, and is `value`: a fraction that no number of decimal digits writes exactly.
pub fn no_finite_decimal(span: Span, value: &str) -> Diagnostic {
    Diagnostic::new(CODE, "this number has no finite decimal form", span, format!("`{value}`, written out here"))
        .note("numbers are exact; nothing is rounded in silence")
        .help("round it: `round(x, digits)`")
}
