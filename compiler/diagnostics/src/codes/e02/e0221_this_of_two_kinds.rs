use crate::Diagnostic;
use infrac_source::Span;

define!(E0221, "this-of-two-kinds", Error, "e0221_this_of_two_kinds.md");

/// Two blocks labelled `this` of different kinds in one component.
pub fn this_of_two_kinds(span: Span, kind: &str, first: Span, other: &str) -> Diagnostic {
    Diagnostic::new(CODE, "`this` is of two kinds in one component", span, format!("here it is of kind `{kind}`"))
        .label(first, format!("here of kind `{other}`"))
        .help("`this` is the one block that takes the instance's name; give one of them a label of its own")
}
