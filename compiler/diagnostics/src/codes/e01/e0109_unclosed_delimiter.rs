use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0109, "unclosed-delimiter", Error, "e0109_unclosed_delimiter.md");

/// `open` at `span` has no closing `close`; it is taken to end at `assumed`.
pub fn unclosed(span: Span, open: &str, close: &str, assumed: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("this `{open}` is not closed"), span, "opened here")
        .label(assumed, format!("expected `{close}` here, going by the layout"))
        .fix(format!("insert `{close}`"), assumed.at_start(), close, Applicability::Unsafe)
}
