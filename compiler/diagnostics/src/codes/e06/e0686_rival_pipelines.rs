use crate::Diagnostic;
use infrac_source::Span;

define!(E0686, "rival-pipelines", Error, "e0686_rival_pipelines.md");

/// `later` (at `span`) deploys to `environment` on the same `trigger` as `earlier` does (at `taken`).
pub fn rival_pipelines(span: Span, later: &str, earlier: &str, environment: &str, trigger: &str, taken: Option<Span>) -> Diagnostic {
    let message = format!("the pipelines `{earlier}` and `{later}` both deploy to `{environment}` on {trigger}");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("`{later}` deploys here"))
        .note("they run at once, and the one that ends last wins, whichever that is")
        .help("let one of them deploy, after the jobs of the other");
    match taken.filter(|&taken| taken != span) {
        Some(taken) => diagnostic.label(taken, format!("`{earlier}` deploys there too")),
        None => diagnostic,
    }
}
