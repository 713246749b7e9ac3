use crate::Diagnostic;
use infrac_source::Span;

define!(W0672, "env-differs-in-case", Warning, "w0672_env_differs_in_case.md");

/// `block` sets `later` (at `span`) and `earlier` (at `set`), which differ in case only.
pub fn env_differs_in_case(span: Span, block: &str, later: &str, earlier: &str, set: Option<Span>) -> Diagnostic {
    let message = format!("`{block}` sets both `{earlier}` and `{later}`, which differ in case only");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("`{later}` is set here"))
        .note("a program reads one of them; the other has no effect")
        .help("keep the one that the program reads");
    match set.filter(|&set| set != span) {
        Some(set) => diagnostic.label(set, format!("`{earlier}` is set here")),
        None => diagnostic,
    }
}
