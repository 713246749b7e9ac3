use crate::Diagnostic;
use infrac_source::Span;

define!(E0814, "read-only", Error, "e0814_read_only.md");

/// Only the provider sets `name` of `path`.
pub fn read_only(span: Span, path: &str, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` of `{path}` cannot be set"), span, "set here")
        .note("only the provider sets it, when the resource is made")
        .help("leave it out; others can read it")
}
