use crate::Diagnostic;
use infrac_source::Span;

define!(E0813, "missing-argument", Error, "e0813_missing_argument.md");

/// `path` lacks what its schema requires.
pub fn missing_argument(span: Span, path: &str, missing: &[&str]) -> Diagnostic {
    let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    Diagnostic::new(CODE, format!("`{path}` requires {}", names.join(" and ")), span, "missing here")
}
