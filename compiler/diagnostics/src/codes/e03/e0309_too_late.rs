use crate::Diagnostic;
use infrac_source::Span;

define!(E0309, "too-late", Error, "e0309_too_late.md");

/// A late value that its `producer` makes after the sink, which takes values `until` another producer, has been made.
pub fn too_late(
    span: Span,
    what: &str,
    producer: &str,
    until: &str,
    source: (Span, &str),
    origin: Span,
) -> Diagnostic {
    let what = if what.starts_with("this") { what.to_owned() } else { format!("`{what}`") };
    Diagnostic::new(CODE, format!("{what} comes from {producer}, too late for what is made by {until}"), span, "too late")
        .label(source.0, source.1)
        .label(origin, format!("takes values until {until}"))
        .note("late values are made in this order: ci, image, terraform, cluster")
}
