use crate::Diagnostic;
use infrac_source::Span;

define!(E0350, "refinement", Error, "e0350_refinement.md");

/// A value at `span` that a `where` at `predicate` refuses, with its message if it has one; `shown` is the value.
pub fn refinement(span: Span, message: Option<&str>, shown: &str, predicate: Span) -> Diagnostic {
    let said = message.map_or_else(|| format!("{shown} is not allowed here"), str::to_owned);
    Diagnostic::new(CODE, said, span, format!("this is {shown}")).label(predicate, "what must hold is said here")
}
