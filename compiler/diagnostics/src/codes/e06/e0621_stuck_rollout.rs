use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0621, "stuck-rollout", Error, "e0621_stuck_rollout.md");

/// The rollout of `service` may neither add nor remove a replica (`unavailable` said at `other`). `literal`: the span is the number of `surge`.
pub fn stuck_rollout(span: Span, literal: bool, service: &str, other: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("the rollout of `{service}` can never begin"), span, "none more than wanted")
        .note("to replace a replica, either one more must start first or one must stop first; a cluster refuses both at 0")
        .help("leave both out (one more starts first), or allow one of them: `surge = 1`");
    let diagnostic = if literal {
        diagnostic.fix("let one more start first", span, "1", Applicability::Unsafe)
    } else {
        diagnostic
    };
    match other.filter(|&other| other != span) {
        Some(other) => diagnostic.label(other, "and none fewer"),
        None => diagnostic,
    }
}
