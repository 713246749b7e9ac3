use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(L0302, "no-approval", Warning, "l0302_no_approval.md");

/// `environment` is protected (said at `protected`), but its `approvals` are 0.
pub fn no_approval(span: Span, protected: Option<Span>, environment: &Str) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(CODE, format!("nobody must agree to a deployment to {environment}"), span, "no approval is asked for")
            .help("ask for one: `approvals = 1`")
            .in_environment(environment.clone());
    match protected {
        Some(place) => diagnostic.label(place, "though it is protected"),
        None => diagnostic,
    }
}
