use crate::Diagnostic;
use infrac_source::Span;

define!(E0202, "duplicate-name", Error, "e0202_duplicate_name.md");

/// A second declaration of one name; `noun` says of what.
pub fn duplicate_name(span: Span, noun: &str, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("a second {noun} named `{name}`"), span, "declared again here")
        .label(first, "first declared here")
        .help("names are unique in their scope, whatever file they stand in: rename one, or remove it")
}
