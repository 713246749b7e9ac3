use crate::Diagnostic;
use infrac_source::Span;

define!(E0323, "not-text", Error, "e0323_not_text.md");

/// An interpolated value that cannot be text.
pub fn not_text(span: Span, ty: &str, help: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("a value of type {ty} is not text"), span, "interpolated here")
        .note("text, numbers, Bool and tags can stand in a string");
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
