use crate::Diagnostic;
use infrac_source::Span;

define!(E0499, "internal", Error, "e0499_internal.md");

/// A value of the block at `span` failed, and nothing says why; `what` is the value: `db.url`.
pub fn internal(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{what}` has no value, and infrac does not know why"), span, "in this block")
        .note("this is a fault of infrac, not of the project")
        .help("please report it, with the smallest project that shows it")
}
