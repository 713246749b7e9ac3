use crate::Diagnostic;
use infrac_source::Span;

define!(E0208, "unknown-environment", Error, "e0208_unknown_environment.md");

/// `name` stands where an environment is wanted. `known` are all environments.
pub fn unknown_environment(span: Span, name: &str, near: Option<&str>, known: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("no environment named `{name}`"), span, "not an environment");
    if near.is_none() && !known.is_empty() {
        return diagnostic.help(format!("there are {}", known.join(", ")));
    }
    diagnostic.meant(span, near)
}
