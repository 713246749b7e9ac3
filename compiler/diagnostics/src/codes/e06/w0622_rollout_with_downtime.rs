use crate::Diagnostic;
use infrac_source::Span;

define!(W0622, "rollout-with-downtime", Warning, "w0622_rollout_with_downtime.md");

/// While `service` is rolled out (as said at `span`) none of it answers `caller`, who uses it at `used`.
pub fn rollout_with_downtime(span: Span, service: &str, why: &str, caller: &str, used: Option<Span>) -> Diagnostic {
    let message = format!("each rollout of `{service}` is an outage for `{caller}`");
    let diagnostic = Diagnostic::new(CODE, message, span, why)
        .help("let one more start first: `rollout = rolling`; if the gap is meant, say why: `@allow(W0622, \"…\")` before the block");
    match used.filter(|&used| used != span) {
        Some(used) => diagnostic.label(used, format!("`{caller}` uses it")),
        None => diagnostic,
    }
}
