use crate::Diagnostic;
use infrac_source::Span;

define!(E0217, "outside-root", Error, "e0217_outside_root.md");

/// A declaration that only the root module may hold, in the module at `path`.
pub fn outside_root(span: Span, what: &str, path: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{what}` belongs to the root of the project"), span, format!("declared in `{path}`"))
        .help("move it to a file of the project's root folder: it holds for all modules")
}

/// `extend` of something other than `environment`.
pub fn not_extensible(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` cannot be extended"), span, "only `environment` can")
        .help("write `extend environment { … }`, or a component that adds what is missing")
}
