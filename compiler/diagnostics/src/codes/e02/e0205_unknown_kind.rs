use crate::Diagnostic;
use infrac_source::Span;

define!(E0205, "unknown-kind", Error, "e0205_unknown_kind.md");

/// `name` heads a block but is neither a kind nor a component.
pub fn unknown_kind(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(CODE, format!("no kind or component named `{name}`"), span, "heads no block").meant(span, near)
}
