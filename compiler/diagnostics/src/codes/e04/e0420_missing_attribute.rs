use crate::Diagnostic;
use infrac_source::Span;

define!(E0420, "missing-attribute", Error, "e0420_missing_attribute.md");

/// Something required that is said nowhere: `noun` is "attribute" or "parameter", `owner` the block (`gateway public`), then the name
/// with its documentation, and where it is declared.
pub fn missing_attribute(span: Span, noun: &str, owner: &str, (name, doc): (&str, &str), declared: Span) -> Diagnostic {
    let about = doc.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let report = Diagnostic::new(CODE, format!("`{owner}` lacks its {noun} `{name}`"), span, format!("`{name}` is set nowhere"))
        .label(declared, "it is required: there is no default");
    match about {
        "" => report,
        about => report.note(format!("`{name}`: {about}")),
    }
}
