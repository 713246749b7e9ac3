use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0104, "unknown-escape", Error, "e0104_unknown_escape.md");

/// `text` at `span` begins with a backslash and is no escape.
pub fn unknown_escape(span: Span, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{text}` is no escape"), span, "not known in strings")
        .note("the escapes are \\\" \\\\ \\n \\t \\r \\$ and \\u{…} with one to six hexadecimal digits");
    if text.starts_with("\\u") {
        return diagnostic.help("write the character's number in braces: `\\u{e9}`");
    }
    diagnostic
        .help("for a backslash itself write `\\\\`; a raw string `r\"…\"` knows no escapes")
        .fix("write the backslash twice", span.at_start(), "\\", Applicability::Unsafe)
}
