use crate::Diagnostic;
use infrac_source::Span;

define!(E0218, "missing-project", Error, "e0218_missing_project.md");

/// A root module without `project` block; `span` is the start of its first file.
pub fn missing_project(span: Span, _path: &str) -> Diagnostic {
    Diagnostic::new(CODE, "no `project` is declared", span, "in the root of the project")
        .help("write `project name { domain = \"example.com\" }` in a file of this folder")
}
