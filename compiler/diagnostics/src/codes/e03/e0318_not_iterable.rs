use crate::Diagnostic;
use infrac_source::Span;

define!(E0318, "not-iterable", Error, "e0318_not_iterable.md");

/// `for` over something that has no elements.
pub fn not_iterable(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(CODE, "only lists and maps can be walked", span, format!("of type {found}"))
}

/// `...x` of something that is no map or record.
pub fn not_spread(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(CODE, "only a map or record can be spread into a body", span, format!("of type {found}"))
}

/// `for x in map`.
pub fn map_with_one_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, "a map is walked with two names, its key and its value", span, "one name")
        .help(format!("write `for key, {name} in …`, with `_` for the one that is not needed"))
}

/// A loop around blocks within another loop.
pub fn loop_in_loop(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "blocks cannot be declared by a loop within a loop", span, "the inner loop")
        .note("a block's identity has one key, so that it stays the same when another is added")
        .help("walk one list that holds all the combinations: `let all = [for …]`")
}
