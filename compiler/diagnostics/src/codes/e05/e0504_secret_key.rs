use crate::Diagnostic;
use infrac_source::Span;

define!(E0504, "secret-key", Error, "e0504_secret_key.md");

/// A secret in the key of a map.
pub fn secret_key(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "a secret cannot be in a key", span, "holds a secret")
        .note("keys are names, and names are written where anybody can read them")
}
