use crate::Diagnostic;
use infrac_source::Span;

define!(E0432, "loop-key-twice", Error, "e0432_loop_key_twice.md");

/// A loop over the list at `span` makes blocks, and two of its elements are called `key`.
pub fn loop_key_twice(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("two rounds of this loop are called `{key}`"), span, format!("`{key}` is in it twice"))
        .note("blocks made in a loop are told apart by the element, never by its position")
        .help("remove the second, or loop over `unique(…)` of it")
}
