use crate::Diagnostic;
use infrac_source::Span;

define!(E0706, "default-with-brace", Error, "e0706_default_with_brace.md");

/// The default of param `name`, declared at `span`, holds a brace, which ends a reference of Compose.
pub fn default_with_brace(span: Span, name: &str, default: &str) -> Diagnostic {
    let message = format!("the default of `{name}` cannot be written into a Compose file");
    Diagnostic::new(CODE, message, span, format!("{default:?} holds a brace"))
        .note("Compose writes it as `${NAME:-default}`, and a brace in the default has no escape there")
        .help("leave the default out and set the variable in `.env`, where braces are allowed")
}
