use crate::Diagnostic;
use infrac_source::Span;

define!(E0821, "secret-on-a-wire", Error, "e0821_secret_on_a_wire.md");

/// A block outside Terraform reads `what`, which holds a secret.
pub fn secret_on_a_wire(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{what}` holds a secret, which no output may carry"), span, "read here")
        .note("an output of Terraform passes through the pipeline and its logs, and stays in values files")
        .help("let Terraform write it to the secret store, and read it there: `secret … { source = existing(NAME) }`")
}
