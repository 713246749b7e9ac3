use crate::Diagnostic;
use infrac_source::Span;

define!(L0201, "unused-secret", Warning, "l0201_unused_secret.md");

/// `secret` is read by nothing in any environment.
pub fn unused_secret(span: Span, secret: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("nothing reads the secret `{secret}`"), span, "declared here")
        .note("somebody would have to fill it in, and rotate it, for nobody")
        .help("give it to the service that needs it (`env = { TOKEN = … }`), or remove it")
}
