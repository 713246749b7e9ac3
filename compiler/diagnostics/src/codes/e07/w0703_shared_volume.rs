use crate::Diagnostic;
use infrac_source::Span;

define!(W0703, "shared-volume", Warning, "w0703_shared_volume.md");

/// `service` has `replicas` replicas (said at `span`) and storage (at `state`), which Compose cannot give to each of them alone.
pub fn shared_volume(span: Span, service: &str, replicas: i64, state: Option<Span>) -> Diagnostic {
    let message = format!("the {replicas} replicas of `{service}` share one volume in compose");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("{replicas} replicas"))
        .note("Compose mounts one named volume into all containers of a service; only a cluster gives each replica its own")
        .help("run one replica there: `in ENVIRONMENT { replicas = 1 }`");
    match state {
        Some(state) if state != span => diagnostic.label(state, "storage that each replica expects for itself"),
        _ => diagnostic,
    }
}
