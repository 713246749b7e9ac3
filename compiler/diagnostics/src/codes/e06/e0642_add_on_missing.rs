use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0642, "add-on-missing", Error, "e0642_add_on_missing.md");

/// `need` (at `span`) asks for `add_on`, which the list at `provides` does not name. `first`: the list's first element, before which the
/// add-on can be written.
pub fn add_on_missing(span: Span, need: &str, add_on: &str, provides: Option<Span>, first: Option<Span>) -> Diagnostic {
    let message = format!("{need} needs `{add_on}`, which the cluster does not provide");
    let mut diagnostic = Diagnostic::new(CODE, message, span, format!("needs `{add_on}`"))
        .help(format!("install it and add `{add_on}` to `provides`"));
    if let Some(provides) = provides.filter(|&provides| provides != span) {
        diagnostic = diagnostic.label(provides, "this is all that is installed");
    }
    match first {
        Some(first) => diagnostic.fix(
            format!("add `{add_on}` to `provides`"),
            first.at_start(),
            format!("{add_on}, "),
            Applicability::Unsafe,
        ),
        None => diagnostic,
    }
}
