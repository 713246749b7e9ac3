use crate::Diagnostic;
use infrac_source::Span;

define!(E0722, "mixed-file", Error, "e0722_mixed_file.md");

/// The file at `span` holds text and a secret, and `reason` keeps the two apart.
pub fn mixed_file(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::new(CODE, "this file mixes text and a secret, which nothing in this cluster can put together", span, "text and secret")
        .note(reason)
        .help("give the secret a file of its own, or pass it in a variable of the environment")
        .help("with `secrets = external_secrets { … }`, a secret that is provided may stand in the midst of a file")
}
