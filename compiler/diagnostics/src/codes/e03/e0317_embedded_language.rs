use crate::Diagnostic;
use infrac_source::Span;

define!(E0317, "embedded-language", Error, "e0317_embedded_language.md");

/// Text that is wrong in the language that it is written in. `language` with its article.
pub fn embedded_language(span: Span, language: &str, message: &str, help: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("this is not {language}: {message}"), span, "here");
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
