use crate::Diagnostic;
use infrac_source::Span;

define!(E0503, "secret-operation", Error, "e0503_secret_operation.md");

/// An operation that would tell something about a secret.
pub fn secret_operation(span: Span, operation: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{operation}` cannot be applied to a secret"), span, "a secret")
        .note("its value is not known when building, and what is decided by it would tell something about it")
        .help("a secret can be passed on and put into a longer secret text, nothing else")
}
