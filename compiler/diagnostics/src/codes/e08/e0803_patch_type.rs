use crate::Diagnostic;
use infrac_source::Span;

define!(E0803, "patch-type", Error, "e0803_patch_type.md");

/// The value at `span` for `path` is `given`, where `wanted` stands.
pub fn patch_type(span: Span, path: &str, given: &str, wanted: &str) -> Diagnostic {
    let message = format!("`{path}` holds {wanted}, and the patch gives it {given}");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("this is {given}"));
    match (wanted, given) {
        ("text", "a number" | "a Bool") => diagnostic.help("write it between quotes"),
        ("a number" | "a Bool", "text") => diagnostic.help("write it without quotes"),
        ("a list", _) => diagnostic.help("a list stands between `[` and `]`"),
        _ => diagnostic,
    }
}
