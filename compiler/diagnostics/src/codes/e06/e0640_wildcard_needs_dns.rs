use crate::Diagnostic;
use infrac_source::Span;

define!(E0640, "wildcard-needs-dns", Error, "e0640_wildcard_needs_dns.md");

/// The wildcard `host` is to have a certificate by HTTP (`solver`).
pub fn wildcard_needs_dns(span: Span, host: &str, solver: Option<Span>) -> Diagnostic {
    let message = format!("Let's Encrypt gives no certificate for `{host}` by HTTP");
    let diagnostic = Diagnostic::new(CODE, message, span, "a wildcard is shown to be ours by DNS only")
        .note("the HTTP-01 challenge proves one host; a wildcard needs DNS-01")
        .help("take a DNS solver: `solver = route53 { region = \"…\" }` or `solver = cloud_dns { project = \"…\" }`; or name the hosts one by one");
    match solver.filter(|&solver| solver != span) {
        Some(solver) => diagnostic.label(solver, "by HTTP"),
        None => diagnostic,
    }
}
