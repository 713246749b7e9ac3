use crate::Diagnostic;
use infrac_source::Span;

define!(W0761, "one-approval", Warning, "w0761_one_approval.md");

/// `environment` wants `approvals`, and `host` goes on after the first.
pub fn one_approval(span: Span, environment: &str, approvals: i64, host: &str) -> Diagnostic {
    let message = format!("{host} deploys to `{environment}` after one approval, not {approvals}");
    Diagnostic::new(CODE, message, span, format!("{approvals} are wanted"))
        .note("any one of an environment's required reviewers is enough there, up to six can be named, and the setting is the repository's")
        .help("ask for one approval here, and for more reviews in the protection of the branch or tag that is deployed")
}
