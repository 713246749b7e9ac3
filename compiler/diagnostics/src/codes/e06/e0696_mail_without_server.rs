use crate::Diagnostic;
use infrac_source::Span;

define!(E0696, "mail-without-server", Error, "e0696_mail_without_server.md");

/// The receiver `receiver` is told by mail (said at `span`), and `monitoring` (at `monitoring`, if there is one) names no mail server.
pub fn mail_without_server(span: Span, receiver: &str, monitoring: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("no mail server sends what `{receiver}` is told"), span, "told by mail")
        .note("Alertmanager hands its mails to a server; without one it does not start")
        .help("name one: `monitoring main { smtp { host = \"smtp.example.com\", from = \"alerts@example.com\" } }`");
    match monitoring.filter(|&monitoring| monitoring != span) {
        Some(monitoring) => diagnostic.label(monitoring, "no `smtp` is said here"),
        None => diagnostic,
    }
}
