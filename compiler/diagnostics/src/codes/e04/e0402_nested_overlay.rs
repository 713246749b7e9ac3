use crate::Diagnostic;
use infrac_source::Span;

define!(E0402, "nested-overlay", Error, "e0402_nested_overlay.md");

/// An overlay within another.
pub fn nested_overlay(span: Span, outer: Span) -> Diagnostic {
    Diagnostic::new(CODE, "overlays do not nest", span, "an overlay")
        .label(outer, "within this one")
        .help("list the environments in one overlay (`in dev, staging { … }`), or branch by `match env`")
}

/// `in` in the header of a block that amends another.
pub fn in_of_amendment(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this block amends another, so its header cannot say where it exists", span, "not here")
        .help("say it where the block is declared")
}
