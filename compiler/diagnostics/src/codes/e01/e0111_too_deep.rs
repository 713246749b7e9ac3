use crate::Diagnostic;
use infrac_source::Span;

define!(E0111, "too-deep", Error, "e0111_too_deep.md");

/// What stands at `span` is nested deeper than `limit`.
pub fn too_deep(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::new(CODE, format!("this is nested more than {limit} deep"), span, "not read")
        .note("delimiters, operators in a row and `else if` chains all count")
        .help("give the inner parts names with `let`")
}
