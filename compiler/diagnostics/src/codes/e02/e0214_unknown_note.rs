use crate::Diagnostic;
use infrac_source::Span;

define!(E0214, "unknown-note", Error, "e0214_unknown_note.md");

/// `@name` that means nothing; `near` is the one that was likely meant.
pub fn unknown_note(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`@{name}` means nothing"), span, "not known");
    match near {
        Some(_) => diagnostic.meant(span, near),
        None => diagnostic.help("a project may say `@allow(CODE, \"reason\")`, `@was(old)`, `@retired`, `@abstract` and `@until(producer)`"),
    }
}
