use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0105, "double-brace", Error, "e0105_double_brace.md");

/// `text` at `span` is `${{ … }}`; `raw_at` is where an `r` makes the string around it raw.
pub fn double_brace(span: Span, text: &str, raw_at: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, "`${{` is not an interpolation of infrac", span, "written for another tool")
        .note("workflow files of GitHub and others use `${{ … }}`; infrac writes those from typed values")
        .help("for a value of this project write `${…}`; for the text as it is use a raw string");
    let inner = text.strip_prefix("${{").and_then(|text| text.strip_suffix("}}")).map(str::trim);
    let diagnostic = match raw_at {
        Some(at) => diagnostic.fix("make the string raw", at, "r", Applicability::Unsafe),
        None => diagnostic,
    };
    match inner {
        Some(inner) => diagnostic.fix("interpolate a value", span, format!("${{{inner}}}"), Applicability::Unsafe),
        None => diagnostic,
    }
}
