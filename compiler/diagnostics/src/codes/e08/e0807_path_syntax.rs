use crate::Diagnostic;
use infrac_source::Span;

define!(E0807, "path-syntax", Error, "e0807_path_syntax.md");

/// `path`, patched at `span`, is no path, because of `why`.
pub fn path_syntax(span: Span, path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{path}` is not a path"), span, why.to_owned())
        .note("keys are joined by `.`; `[key]` is an element of a list by its name, or a key that holds dots; `[0]` an element by its number")
        .help("for example `spec.template.spec.containers[booking].args`")
}
