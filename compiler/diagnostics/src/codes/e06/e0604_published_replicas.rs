use crate::Diagnostic;
use infrac_source::Span;

define!(E0604, "published-replicas", Error, "e0604_published_replicas.md");

/// `service` publishes `port` at `span`, and `replicas` of it (said at `said`) run on the one machine.
pub fn published_replicas(span: Span, service: &str, port: i64, replicas: i64, said: Option<Span>) -> Diagnostic {
    let message = format!("`{service}` publishes the port {port}, but {replicas} of it run");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("only one container can have {port}"))
        .note("Compose runs the lower bound of `replicas` on one machine; from the second on they would not start")
        .help("run one in this environment (`in dev { replicas = 1 }`), or publish a gateway before it instead");
    match said.filter(|&said| said != span) {
        Some(said) => diagnostic.label(said, format!("at least {replicas} run")),
        None => diagnostic,
    }
}
