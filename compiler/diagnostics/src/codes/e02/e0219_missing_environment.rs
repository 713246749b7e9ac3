use crate::Diagnostic;
use infrac_source::Span;

define!(E0219, "missing-environment", Error, "e0219_missing_environment.md");

/// A project without environment; `span` is the start of its first file.
pub fn no_environment(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "no `environment` is declared, so there is nothing to build", span, "in the root of the project")
        .help("write `environment dev { runtime = compose }` in a file of this folder")
}

/// A project whose environments are all groups.
pub fn all_abstract(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, "all environments are abstract, so there is nothing to build", span, "a group")
        .help(format!("declare one that is built: `environment dev: {name} {{ … }}`"))
}
