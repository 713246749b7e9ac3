use crate::Diagnostic;
use infrac_source::Span;

define!(E0351, "not-of-language", Error, "e0351_not_of_language.md");

/// Text at `span`, once evaluated, is not what its type says (`an image reference`); `shown` is the text, `why` the fault in it.
pub fn not_of_language(span: Span, language: &str, shown: &str, why: &str, help: Option<&str>) -> Diagnostic {
    let report = Diagnostic::new(CODE, format!("this does not make {language}: {why}"), span, format!("evaluates to {shown}"));
    match help {
        Some(help) => report.help(help),
        None => report,
    }
}
