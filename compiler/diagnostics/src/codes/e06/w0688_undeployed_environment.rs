use crate::Diagnostic;
use infrac_source::Span;

define!(W0688, "undeployed-environment", Warning, "w0688_undeployed_environment.md");

/// `environment` waits (at `span`) for `occasion`, and no `deploy` of any pipeline names it; `pipeline` is the first of them.
pub fn undeployed_environment(span: Span, environment: &str, occasion: &str, pipeline: Option<(Span, &str)>) -> Diagnostic {
    let message = format!("no pipeline deploys to `{environment}`");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("deployed on {occasion}, by nobody"))
        .help(format!("add \"{environment}\" to the `to` of a `deploy` block, or drop `deploy_from` here"));
    match pipeline.filter(|&(pipeline, _)| pipeline != span) {
        Some((pipeline, name)) => diagnostic.label(pipeline, format!("`{name}` deploys elsewhere, or nowhere")),
        None => diagnostic,
    }
}
