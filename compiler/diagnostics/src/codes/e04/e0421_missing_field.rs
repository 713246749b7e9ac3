use crate::Diagnostic;
use infrac_source::Span;

define!(E0421, "missing-field", Error, "e0421_missing_field.md");

/// A record or variant at `span` that lacks a required field, given with its documentation and its declaration's place.
pub fn missing_field(span: Span, (name, doc): (&str, &str), declared: Span) -> Diagnostic {
    let about = doc.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let report = Diagnostic::new(CODE, format!("the field `{name}` is missing"), span, format!("`{name}` is set nowhere"))
        .label(declared, "it is required: there is no default");
    match about {
        "" => report,
        about => report.note(format!("`{name}`: {about}")),
    }
}
