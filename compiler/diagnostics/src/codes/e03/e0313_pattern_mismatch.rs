use crate::Diagnostic;
use infrac_source::Span;

define!(E0313, "pattern-mismatch", Error, "e0313_pattern_mismatch.md");

/// A pattern that no value of the type fits.
pub fn pattern_mismatch(span: Span, pattern: &str, ty: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("{pattern} never fits a value of type {ty}"), span, "never fits")
}

/// A bare name as pattern of something that has no tags.
pub fn name_in_pattern(span: Span, name: &str, ty: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` is no pattern for a value of type {ty}"), span, "a bare name in a pattern is a tag")
        .help(format!("write `let {name}` to name the value, or `\"{name}\"` to compare it with text"))
}
