use crate::Diagnostic;
use infrac_source::Span;

define!(E0226, "no-body", Error, "e0226_no_body.md");

/// A function without body in a project.
pub fn no_body(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("function `{name}` has no body"), span, "what does it yield?")
        .help("write its value after the result type: `fn double(n: Int): Int = n * 2`")
}
