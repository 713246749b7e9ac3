use crate::Diagnostic;
use infrac_source::Span;

define!(E0224, "circular-let", Error, "e0224_circular_let.md");

/// A `let` without type whose value needs itself.
pub fn circular_let(span: Span, name: &str, definition: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("the value of `{name}` needs `{name}`"), span, "needed here")
        .label(definition, "to know this value")
}
