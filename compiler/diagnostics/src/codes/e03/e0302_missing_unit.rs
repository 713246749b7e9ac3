use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0302, "missing-unit", Error, "e0302_missing_unit.md");

/// A bare number where a quantity of type `wanted` is asked for at `origin`; `unit` is the likely one.
pub fn missing_unit(span: Span, wanted: &str, unit: &str, origin: Option<Span>) -> Diagnostic {
    let message = format!("this number has no unit, and a {wanted} is wanted");
    let diagnostic = Diagnostic::new(CODE, message, span, "of what?");
    let diagnostic = match origin {
        Some(origin) => diagnostic.label(origin, format!("{wanted} is asked for here")),
        None => diagnostic,
    };
    diagnostic.fix(format!("add the unit `{unit}`"), span.at_end(), unit, Applicability::Unsafe)
}
