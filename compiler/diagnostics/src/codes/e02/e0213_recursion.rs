use crate::Diagnostic;
use infrac_source::Span;

define!(E0213, "recursion", Error, "e0213_recursion.md");

/// Functions, components or types that need themselves: each step, in order.
pub fn recursion(noun: &str, steps: &[(Span, String)]) -> Diagnostic {
    let message = format!("a {noun} that needs itself");
    Diagnostic::chain(CODE, message, steps)
        .note("every build ends: functions, components and types may not be recursive")
}
