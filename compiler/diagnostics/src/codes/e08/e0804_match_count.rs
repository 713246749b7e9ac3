use crate::Diagnostic;
use infrac_source::Span;

define!(E0804, "match-count", Error, "e0804_match_count.md");

/// Patch `name` wants `wanted` objects (said at `span`) and matches `found`, which are `objects`.
pub fn match_count(span: Span, name: &str, wanted: i64, found: usize, objects: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("patch `{name}` matches {found} objects, not {wanted}"), span, "expected here")
        .note(format!("it matches: {objects}"))
        .help("narrow the selection by `kind`, `of` or `name`, or mend the number")
}
