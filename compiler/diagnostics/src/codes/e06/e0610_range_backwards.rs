use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0610, "range-backwards", Error, "e0610_range_backwards.md");

/// `what` ranges from `min` down to `max`. `literal`: the span is the range itself.
pub fn range_backwards(span: Span, literal: bool, what: &str, min: &str, max: &str) -> Diagnostic {
    let turned = format!("{max}..{min}");
    let message = format!("{what} range from {min} down to {max}");
    let diagnostic = Diagnostic::new(CODE, message, span, "the lower bound comes first");
    if literal {
        diagnostic.fix(format!("if both bounds are meant, write `{turned}`"), span, turned, Applicability::Unsafe)
    } else {
        diagnostic.help(format!("if both bounds are meant, write `{turned}`"))
    }
}
