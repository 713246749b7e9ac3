use crate::Diagnostic;
use infrac_source::Span;

define!(E0704, "target-name-clash", Error, "e0704_target_name_clash.md");

/// Two blocks, at `span` and `other`, are both called `name` in `target`, as a `what`.
pub fn name_clash(span: Span, target: &str, what: &str, name: &str, other: Option<Span>) -> Diagnostic {
    let message = format!("two blocks become the same {what} `{name}` in {target}");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("becomes `{name}`"))
        .note(format!("{target} writes names in its own form, in which some that differ here are equal"))
        .help("give one of them another name: `name = \"…\"`");
    match other {
        Some(other) if other != span => diagnostic.label(other, format!("becomes `{name}` too")),
        _ => diagnostic,
    }
}

/// Two params, at `span` and `other`, are both handed over as the variable `name`.
pub fn params_clash(span: Span, name: &str, other: Option<Span>) -> Diagnostic {
    let message = format!("two params become the same variable `{name}`");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("becomes `{name}`"))
        .note("variables are written in capitals, in which some names that differ here are equal")
        .help("rename one of them");
    match other {
        Some(other) => diagnostic.label(other, format!("becomes `{name}` too")),
        None => diagnostic,
    }
}

/// The block at `span` would be called `name` in `target`, which infrac's own container for volumes is called.
pub fn reserved(span: Span, target: &str, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` is a name that infrac uses in {target} itself"), span, "taken")
        .help("give the block another name: `name = \"…\"`")
}
