use crate::Diagnostic;
use infrac_source::Span;

define!(E0620, "blocked-drain", Error, "e0620_blocked_drain.md");

/// The promise at `span` (`promise`, as it is written) lets none of the replicas of `service` go; at the least `least` run (said at `replicas`).
pub fn blocked_drain(span: Span, service: &str, promise: &str, least: i64, replicas: Option<Span>) -> Diagnostic {
    let message = format!("no node that runs `{service}` can be drained: `{promise}` keeps every replica");
    let help = if least > 1 {
        "let one be missing: `disruption = max_unavailable(1)`"
    } else {
        "run at least two, or make no promise: `disruption = none`"
    };
    let diagnostic = Diagnostic::new(CODE, message, span, "none may be missing")
        .note("each upgrade of the cluster would wait for ever at that node")
        .help(help);
    match replicas.filter(|&replicas| replicas != span) {
        Some(replicas) => diagnostic.label(replicas, format!("{least} may be all that run")),
        None => diagnostic,
    }
}
