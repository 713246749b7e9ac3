use crate::Diagnostic;
use infrac_source::Span;

define!(W0554, "foreign-secret-in-url", Warning, "w0554_foreign_secret_in_url.md");

/// A URL in `place` of `block` (at `span`) holds `secret`, which somebody else chooses (declared at `declared`).
pub fn foreign_secret_in_url(span: Span, block: &str, place: &str, secret: &str, declared: Option<Span>) -> Diagnostic {
    let message = format!("`{secret}` stands in a URL in {place} of `{block}`, and nobody knows its characters");
    let diagnostic = Diagnostic::new(CODE, message, span, "`/`, `@`, `:`, `#` and `?` would break the URL")
        .note("neither a cluster nor Compose can percent-encode a value")
        .help("let infrac make it (`source = generated`), or keep the whole URL as the secret")
        .help("if it is known to be safe in a URL, say so before the block: `@allow(W0554, \"…\")`");
    match declared.filter(|&declared| declared != span) {
        Some(declared) => diagnostic.label(declared, "somebody else chooses its characters"),
        None => diagnostic,
    }
}
