use crate::Diagnostic;
use infrac_source::Span;

define!(E0101, "invalid-utf8", Error, "e0101_invalid_utf8.md");

/// Bytes at `span` that are not UTF-8.
pub fn invalid_utf8(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "the file holds bytes that are not UTF-8", span, "not a character")
        .help("save the file as UTF-8; if this is a word in another encoding, type it again")
}
