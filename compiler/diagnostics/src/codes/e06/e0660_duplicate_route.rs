use crate::Diagnostic;
use infrac_source::Span;

define!(E0660, "duplicate-route", Error, "e0660_duplicate_route.md");

/// `later` answers for `host` and `path` (at `span`), and so does `earlier` (at `taken`).
pub fn duplicate_route(span: Span, host: &str, path: &str, later: &str, earlier: &str, taken: Option<Span>) -> Diagnostic {
    let message = if later == earlier {
        format!("`{later}` answers for {host}{path} twice")
    } else {
        format!("`{later}` and `{earlier}` both answer for {host}{path}")
    };
    let diagnostic = Diagnostic::new(CODE, message, span, format!("`{path}` of {host}"))
        .note("one ingress controller serves both, and which of them a request reaches is not defined; a `/` at the end of a path makes no difference")
        .help("drop one, or give it another path, host or `class`");
    match taken.filter(|&taken| taken != span) {
        Some(taken) => diagnostic.label(taken, format!("`{earlier}` has it already")),
        None => diagnostic,
    }
}
