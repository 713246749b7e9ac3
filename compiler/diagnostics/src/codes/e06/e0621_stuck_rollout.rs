use crate::Diagnostic;
use infrac_source::Span;

define!(E0621, "stuck-rollout", Error, "e0621_stuck_rollout.md");

/// The rollout of `service` may neither add nor remove a replica (`unavailable` said at `other`).
pub fn stuck_rollout(span: Span, service: &str, other: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("the rollout of `{service}` can never begin"), span, "none more than wanted")
        .note("to replace a replica, either one more must start first or one must stop first; a cluster refuses both at 0")
        .help("leave both out (one more starts first), or allow one of them: `surge = 1`");
    match other.filter(|&other| other != span) {
        Some(other) => diagnostic.label(other, "and none fewer"),
        None => diagnostic,
    }
}
