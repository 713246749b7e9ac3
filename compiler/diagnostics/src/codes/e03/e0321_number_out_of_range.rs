use crate::Diagnostic;
use infrac_source::Span;

define!(E0321, "number-out-of-range", Error, "e0321_number_out_of_range.md");

/// A number that its type cannot hold.
pub fn too_large(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this number is too large", span, "does not fit into 64 bits")
}

/// A quantity that is no whole number of its smallest unit.
pub fn not_whole(span: Span, smallest: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("this is a part of {smallest}, which cannot be divided"), span, "not a whole number of them")
}

/// `1.5` where an Int is wanted.
pub fn fraction_for_int(span: Span, origin: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, "this number has a fraction, and an Int is wanted", span, "not whole");
    match origin {
        Some(origin) => diagnostic.label(origin, "Int is asked for here"),
        None => diagnostic,
    }
}
