use crate::Diagnostic;
use infrac_source::Span;

define!(E0307, "no-operator", Error, "e0307_no_operator.md");

/// An operator between two types that it does not join. Each side: its place and its type.
pub fn no_operator(span: Span, operator: &str, left: (Span, &str), right: (Span, &str)) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{operator}` does not join {} and {}", left.1, right.1), span, "this operator")
        .label(left.0, left.1)
        .label(right.0, right.1);
    if left.1 == "String" || right.1 == "String" {
        return diagnostic.help("to put a value into text, interpolate it: `\"${value}\"`");
    }
    diagnostic.note("numbers go with numbers, a quantity with its own kind or with a plain number")
}

/// `-` before what is no number.
pub fn no_negation(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`-` needs a number, and this is of type {found}"), span, "not a number")
}
