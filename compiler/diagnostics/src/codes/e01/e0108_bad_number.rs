use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0108, "bad-number", Error, "e0108_bad_number.md");

/// `unit` at `span` is no unit; `near` is one that is spelt alike.
pub fn unknown_unit(span: Span, unit: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{unit}` is not a unit"), span, "unknown unit").note(
        "durations: ns us ms s m h d w; sizes: B k M G T P Ki Mi Gi Ti Pi; processors: m; shares: %; rates: /s /min /h /d",
    );
    match near {
        Some(near) => diagnostic.fix(format!("write `{near}`"), span, near, Applicability::Unsafe),
        None => diagnostic,
    }
}

/// The number at `span` has more digits than are counted exactly.
pub fn too_large(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this number is too large", span, "more digits than can be counted exactly")
        .note("numbers are exact, with up to 38 digits")
}

/// `text` at `span` joins units that do not belong together.
pub fn compound(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{text}` joins units in a way that has no meaning"), span, "not one quantity")
        .help("only durations are joined, from the largest unit down: `1h30m`")
}
