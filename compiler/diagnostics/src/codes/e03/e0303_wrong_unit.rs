use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0303, "wrong-unit", Error, "e0303_wrong_unit.md");

/// `unit` where a quantity of type `wanted` is asked for at `origin`; `meant` is the unit that was surely meant, `units` are all of the type.
pub fn wrong_unit(
    span: Span,
    unit: &str,
    wanted: &str,
    meant: Option<&str>,
    units: &str,
    origin: Option<Span>,
) -> Diagnostic {
    let message = match units {
        "" => format!("this number has the unit `{unit}`, and a plain {wanted} is wanted"),
        _ => format!("`{unit}` is no unit of {wanted}"),
    };
    let mut diagnostic = Diagnostic::new(CODE, message, span, format!("in `{unit}`"));
    if let Some(origin) = origin {
        diagnostic = diagnostic.label(origin, format!("{wanted} is asked for here"));
    }
    if !units.is_empty() {
        diagnostic = diagnostic.help(format!("its units are {units}"));
    }
    let suffix = Span { start: span.end.saturating_sub(unit.len() as u32).max(span.start), ..span };
    match meant {
        Some(meant) => diagnostic.fix(format!("write `{meant}`"), suffix, meant, Applicability::Unsafe),
        None => diagnostic,
    }
}
