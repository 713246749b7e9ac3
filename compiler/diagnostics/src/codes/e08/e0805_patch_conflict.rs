use crate::Diagnostic;
use infrac_source::Span;

define!(E0805, "patch-conflict", Error, "e0805_patch_conflict.md");

/// Two patches of one object meet: `path` at `span`, and `other` at `first`.
pub fn patch_conflict(span: Span, path: &str, first: Span, other: &str) -> Diagnostic {
    let message = match path == other {
        true => format!("`{path}` is patched twice"),
        false => format!("`{path}` is patched, and `{other}` around it too"),
    };
    let diagnostic = Diagnostic::new(CODE, message, span, "patched here")
        .note("patches have no order, so none may change what another one changes")
        .help("put both changes into one patch, or let each select other objects");
    if first == span { diagnostic } else { diagnostic.label(first, format!("`{other}` is patched here")) }
}
