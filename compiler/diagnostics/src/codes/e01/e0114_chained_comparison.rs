use crate::Diagnostic;
use infrac_source::Span;

define!(E0114, "chained-comparison", Error, "e0114_chained_comparison.md");

/// The second comparison at `second` has the result of the first, at `first`, as its left side.
pub fn chained(second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(CODE, "comparisons cannot be chained", second, "a second comparison")
        .label(first, "the first one")
        .help("join two comparisons with `&&`: `1 <= x && x <= 9`")
}

/// The second `..` at `second` has the range at `first` as its lower bound.
pub fn chained_range(second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(CODE, "a range has two bounds", second, "a third one would follow")
        .label(first, "a range already")
}
