use crate::Diagnostic;
use infrac_source::Span;

define!(E0801, "matches-nothing", Error, "e0801_matches_nothing.md");

/// The selection at `span` of patch `name` takes no object of `target`; `near` says what could be meant.
pub fn matches_nothing(span: Span, name: &str, target: &str, near: &[String]) -> Diagnostic {
    let message = format!("patch `{name}` matches no {target} object");
    let diagnostic = Diagnostic::new(CODE, message, span, "selects nothing here")
        .note("a patch that has no effect is most likely a mistake, so it must match in each environment where it is alive");
    near.iter().fold(diagnostic, |diagnostic, near| diagnostic.help(near.as_str()))
}
