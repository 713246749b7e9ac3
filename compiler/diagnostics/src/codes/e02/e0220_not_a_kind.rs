use crate::Diagnostic;
use infrac_source::Span;

define!(E0220, "not-a-kind", Error, "e0220_not_a_kind.md");

/// A component where a kind is wanted.
pub fn not_a_kind(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` is a component, and a kind is wanted here"), span, "not a kind")
        .help("a component is of a kind of the standard library (`: service`), and `defaults` speaks of a kind: it reaches the components of that kind too")
}
