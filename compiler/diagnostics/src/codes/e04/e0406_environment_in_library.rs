use crate::Diagnostic;
use infrac_source::Span;

define!(E0406, "environment-in-library", Error, "e0406_environment_in_library.md");

/// The environment `name` in a component, `defaults` or function of the imported module at `path`.
pub fn environment_in_library(span: Span, name: &str, path: &str) -> Diagnostic {
    let message = format!("the imported module `{path}` cannot name the environment `{name}`");
    Diagnostic::new(CODE, message, span, "which environments there are is for the root to say")
        .note("a component, `defaults` or function of an imported module serves every project that imports it")
        .help("branch on what the environment says of itself: `if env.…` or `match env.runtime { … }`")
        .help("or take a parameter, and let the root set it in an overlay")
}
