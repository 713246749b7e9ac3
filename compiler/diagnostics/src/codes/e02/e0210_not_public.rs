use crate::Diagnostic;
use infrac_source::Span;

define!(E0210, "not-public", Error, "e0210_not_public.md");

/// `name` of another module is used without being `pub` there.
pub fn not_public(span: Span, noun: &str, name: &str, definition: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("{noun} `{name}` is not public"), span, "used from another module")
        .label(definition, "declared here without `pub`")
        .help("write `pub` before its declaration")
}
