use crate::Diagnostic;
use infrac_source::Span;

define!(E0551, "password-in-url", Error, "e0551_password_in_url.md");

/// A URL in `place` of `block` holds a password. The password is never shown.
pub fn password_in_url(span: Span, block: &str, place: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("{place} of `{block}` holds a URL with a password in it"), span, "the password stands in the text")
        .note("it stays in the history of the repository; a password that was committed once must be replaced")
        .help("declare a secret and put it in: `\"postgres://app:${password}@db/shop\"`; the whole value is then a secret")
}
