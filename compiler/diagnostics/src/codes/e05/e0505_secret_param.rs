use crate::Diagnostic;
use infrac_source::Span;

define!(E0505, "secret-param", Error, "e0505_secret_param.md");

/// `param` of type Secret.
pub fn secret_param(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("param `{name}` cannot be a Secret"), span, "a Secret")
        .note("params are plain variables of the deployment: they stand in logs and values files")
        .help(format!("declare `secret {name} {{ … }}`"))
}
