use crate::Diagnostic;
use infrac_source::Span;

define!(W0675, "nothing-exported", Warning, "w0675_nothing_exported.md");

/// `who` at `span` needs `what` of `service` (declared at `declared`), which does not export it.
pub fn nothing_exported(span: Span, who: &str, what: &str, service: &str, declared: Option<Span>) -> Diagnostic {
    let message = format!("`{who}` needs {what} of `{service}`, which does not export them");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("needs {what}"))
        .note("nothing would be counted and no alert would ever fire, so no rule is written")
        .help(format!("say where `{service}` shows its metrics: `metrics = {{ port = \"http\" }}`"));
    match declared.filter(|&declared| declared != span) {
        Some(declared) => diagnostic.label(declared, "has no such metrics"),
        None => diagnostic,
    }
}
