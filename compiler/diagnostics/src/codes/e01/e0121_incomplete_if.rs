use crate::Diagnostic;
use infrac_source::Span;

define!(E0121, "incomplete-if", Error, "e0121_incomplete_if.md");

/// The `if` at `span` lacks its `then` or `else`, `word`, which should stand at `at`.
pub fn incomplete(span: Span, word: &str, at: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("this `if` has no `{word}`"), at, format!("expected `{word}` here"))
        .label(span, "the `if`")
        .help("as a value, `if` is written `if condition then a else b`, always with both")
}
