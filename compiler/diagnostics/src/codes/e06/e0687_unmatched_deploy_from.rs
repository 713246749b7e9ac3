use crate::Diagnostic;
use infrac_source::Span;

define!(E0687, "unmatched-deploy-from", Error, "e0687_unmatched_deploy_from.md");

/// `pipeline` deploys to `environment` (at `span`), which is deployed on `occasion` (said at `from`), and nothing that starts the pipeline (at
/// `on`) is such an occasion. `trigger` would be.
pub fn unmatched_deploy_from(
    span: Span,
    pipeline: &str,
    environment: &str,
    occasion: &str,
    from: Option<Span>,
    on: Option<Span>,
    trigger: &str,
) -> Diagnostic {
    let message = format!("`{pipeline}` deploys to `{environment}`, but never starts on {occasion}");
    let mut diagnostic = Diagnostic::new(CODE, message, span, "it never comes to this")
        .note(format!("`{environment}` is deployed on {occasion}, and on no other occasion"))
        .help(format!("let it start the pipeline too: `{trigger}` in `on`; or say another `deploy_from` in the environment"));
    if let Some(from) = from.filter(|&from| from != span) {
        diagnostic = diagnostic.label(from, format!("`{environment}` is deployed on {occasion}"));
    }
    match on.filter(|&on| on != span) {
        Some(on) => diagnostic.label(on, format!("what starts `{pipeline}`")),
        None => diagnostic,
    }
}
