use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0120, "unexpected-token", Error, "e0120_unexpected_token.md");

/// `found` at `span` does not fit; `expected` says in plain words what would.
pub fn unexpected(span: Span, expected: &str, found: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected {expected}, found {found}"), span, format!("expected {expected}"))
}

/// `found` at `span` does not fit behind `after`.
pub fn unexpected_after(span: Span, expected: &str, found: &str, after_span: Span, after: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected {expected} after `{after}`, found {found}"), span, format!("expected {expected}"))
        .label(after_span, "after this")
}

/// Nothing more follows behind `after` on its line; at its end, `span`, `expected` is missing.
pub fn missing_after(span: Span, expected: &str, after: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected {expected} after `{after}`"), span, format!("{expected} is missing here"))
}

/// A word alone at `span`: no entry, no block.
pub fn lone_word(span: Span, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        CODE,
        format!("expected `=` or `{{` after `{text}`"),
        span.at_end(),
        "a value or a body is missing here",
    )
    .label(span, "a word alone says nothing");
    match text {
        "and" => diagnostic.help("two conditions are joined by `&&`"),
        "or" => diagnostic.help("two conditions are joined by `||`"),
        "not" => diagnostic.help("a condition is negated by `!`"),
        _ => diagnostic,
    }
}

/// The colon at `span` stands where `key` should be followed by `=`.
pub fn colon_for_equals(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected `=` after `{key}`, found `:`"), span, "a value is given with `=`")
        .fix("write `=`", span, " =", Applicability::Safe)
}

/// The `==` at `span` stands where `key` should be followed by `=`.
pub fn equality_for_equals(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("expected `=` after `{key}`, found `==`"), span, "`==` compares, `=` gives a value")
        .fix("write `=`", span, "=", Applicability::Safe)
}

/// Behind `in`, the list at `span` stands where environments are named; `inner` is what stands between its brackets.
pub fn environments_in_brackets(span: Span, inner: &str) -> Diagnostic {
    let message = "expected the name of an environment after `in`, found `[`";
    Diagnostic::new(CODE, message, span, "environments stand here without brackets").fix(
        format!("write `in {inner}`"),
        span,
        inner,
        Applicability::Safe,
    )
}

/// Behind `in`, the `*` at `span` is to stand for every environment.
pub fn every_environment(span: Span) -> Diagnostic {
    let message = "expected the name of an environment after `in`, found `*`";
    Diagnostic::new(CODE, message, span, "no sign stands for all environments")
        .help("what holds in every environment stands in the block itself, without `in`")
}

/// Behind the environment `first`, `found` at `span` is to join it to the next one; `gap`: from the end of the first one to the end of `found`.
pub fn environments_joined(span: Span, gap: Span, first: &str, found: &str) -> Diagnostic {
    let message = format!("expected `{{` or `,` after `{first}`, found `{found}`");
    Diagnostic::new(CODE, message, span, "environments are separated by commas").fix(
        "write `,`",
        gap,
        ",",
        Applicability::Safe,
    )
}
