use crate::Diagnostic;
use infrac_source::Span;

define!(E0641, "private-host-certificate", Error, "e0641_private_host_certificate.md");

/// `host` is no public name (`why`), yet Let's Encrypt (said at `tls`) is to certify it.
pub fn private_host_certificate(span: Span, host: &str, why: &str, tls: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("Let's Encrypt gives no certificate for `{host}`"), span, why)
        .help("use `tls = none` there, or a certificate of your own: `tls = certificate(secret = …)`");
    match tls.filter(|&tls| tls != span) {
        Some(tls) => diagnostic.label(tls, "the certificate is to come from Let's Encrypt"),
        None => diagnostic,
    }
}
