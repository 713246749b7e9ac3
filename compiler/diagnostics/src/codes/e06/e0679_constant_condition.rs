use crate::Diagnostic;
use infrac_source::Span;

define!(E0679, "constant-condition", Error, "e0679_constant_condition.md");

/// The condition of `alert` at `span` holds always (`always`) or never, since `signal` lies between two values.
pub fn constant_condition(span: Span, alert: &str, always: bool, why: &str) -> Diagnostic {
    let (what, label) = match always {
        true => ("always fires", "always holds"),
        false => ("can never fire", "never holds"),
    };
    Diagnostic::new(CODE, format!("the alert `{alert}` {what}"), span, label).note(why)
}
