use crate::Diagnostic;
use infrac_source::Span;

define!(E0310, "quantity-in-text", Error, "e0310_quantity_in_text.md");

/// A quantity where text is wanted. `unit`: its type, and the functions that write it out.
pub fn quantity_in_text(span: Span, unit: (&str, &str)) -> Diagnostic {
    Diagnostic::new(CODE, format!("a {} is not text", unit.0), span, "in which unit?")
        .note("`30s` is \"30\" to one program, \"30000\" or \"30s\" to another")
        .help(format!("say how it is written: {}", unit.1))
}
