use crate::Diagnostic;
use infrac_source::Span;

define!(E0502, "hard-coded-secret", Error, "e0502_hard_coded_secret.md");

/// Text where a Secret is wanted, as a literal or by name.
pub fn hard_coded_secret(span: Span, literal: bool, origin: Option<Span>) -> Diagnostic {
    let label = if literal { "in plain sight of all who read this file" } else { "plain text" };
    let diagnostic = Diagnostic::new(CODE, "a secret is wanted here, and this is plain text", span, label);
    let diagnostic = match origin {
        Some(origin) => diagnostic.label(origin, "a Secret is asked for here"),
        None => diagnostic,
    };
    diagnostic.help("declare `secret name { … }` and write `name` here: its value is kept where the environment keeps secrets")
}
