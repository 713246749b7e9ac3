use crate::Diagnostic;
use infrac_source::Span;

define!(E0697, "receiver-secret-generated", Error, "e0697_receiver_secret_generated.md");

/// The receiver `receiver` is reached by a secret (at `span`) whose text is generated (said at `generated`).
pub fn receiver_secret_generated(span: Span, receiver: &str, generated: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{receiver}` cannot be reached: its secret is random text"), span, "only its owner can give this")
        .note("the address or key of a receiver comes from whoever runs it: Slack, PagerDuty, the mail server")
        .help("let somebody provide it: leave `source` out");
    match generated.filter(|&generated| generated != span) {
        Some(generated) => diagnostic.label(generated, "generated here"),
        None => diagnostic,
    }
}
