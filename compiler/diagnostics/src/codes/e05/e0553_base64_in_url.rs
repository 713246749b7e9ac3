use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0553, "base64-in-url", Error, "e0553_base64_in_url.md");

/// A URL in `place` of `block` (at `span`) holds `secret`, whose characters are base64 (said at `alphabet`).
pub fn base64_in_url(span: Span, block: &str, place: &str, secret: &str, alphabet: Option<Span>) -> Diagnostic {
    let message = format!("`{secret}` cannot stand in a URL: {place} of `{block}` would break with some of its values");
    let diagnostic = Diagnostic::new(CODE, message, span, "user and password end at the first `/`")
        .note("base64 holds `/`, and neither a cluster nor Compose can percent-encode it")
        .help("take `alphabet = url_safe`, or `hex`");
    match alphabet.filter(|&alphabet| alphabet != span) {
        Some(alphabet) => diagnostic.label(alphabet, "made of base64 characters").fix(
            "make it of characters that are safe in a URL",
            alphabet,
            "url_safe",
            Applicability::Unsafe,
        ),
        None => diagnostic,
    }
}
