use crate::Diagnostic;
use infrac_source::Span;

define!(E0734, "raw-value", Error, "e0734_raw_value.md");

/// The value at `span` is `what.0`; `what.1` says what to write.
pub fn raw_value(span: Span, what: (&str, &str)) -> Diagnostic {
    Diagnostic::new(CODE, format!("a raw object cannot hold {}", what.0), span, "has no form in an object").help(what.1)
}
