use crate::Diagnostic;
use infrac_source::Span;

define!(E0643, "certificate-keys", Error, "e0643_certificate_keys.md");

/// The certificate of `gateway` (at `span`) is to come from `secret` (declared at `declared`), which has no `missing`.
pub fn certificate_keys(span: Span, gateway: &str, secret: &str, missing: &[&str], declared: Option<Span>) -> Diagnostic {
    let keys = missing.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and ");
    let message = format!("the secret `{secret}` cannot be the certificate of `{gateway}`: it has no {keys}");
    let diagnostic = Diagnostic::new(CODE, message, span, "read as a certificate and its private key")
        .help("declare both parts: `keys = [\"tls.crt\", \"tls.key\"]`");
    match declared.filter(|&declared| declared != span) {
        Some(declared) => diagnostic.label(declared, format!("`{secret}` is declared here")),
        None => diagnostic,
    }
}

/// The certificate of `gateway` is to come from `secret`, which is made at random (said at `source`).
pub fn random_certificate(span: Span, gateway: &str, secret: &str, source: Option<Span>) -> Diagnostic {
    let message = format!("the secret `{secret}` cannot be the certificate of `{gateway}`: it is made at random");
    let diagnostic = Diagnostic::new(CODE, message, span, "read as a certificate and its private key")
        .help("let somebody put the certificate there: `source = provided`");
    match source.filter(|&source| source != span) {
        Some(source) => diagnostic.label(source, "random characters"),
        None => diagnostic,
    }
}
