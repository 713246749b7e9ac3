use crate::Diagnostic;
use infrac_source::Span;

define!(E0552, "known-credential", Error, "e0552_known_credential.md");

/// `place` of `block` holds `what`, by its form. It is never shown.
pub fn known_credential(span: Span, block: &str, place: &str, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("{place} of `{block}` holds {what} in plain text"), span, format!("by its form this is {what}"))
        .note("it stays in the history of the repository; whoever gave it out must withdraw it")
        .help("declare a secret and read it here: `secret token { description = \"…\" }`")
}
