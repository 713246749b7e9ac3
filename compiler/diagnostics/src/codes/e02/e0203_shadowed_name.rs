use crate::Diagnostic;
use infrac_source::Span;

define!(E0203, "shadowed-name", Error, "e0203_shadowed_name.md");

/// A name that hides one of an enclosing scope.
pub fn shadowed_name(span: Span, name: &str, outer: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` hides another `{name}`"), span, "declared again here")
        .label(outer, "this one could no longer be reached")
        .help("choose another name: one name means one thing wherever it is read")
}
