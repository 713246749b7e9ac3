use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0103, "unclosed-string", Error, "e0103_unclosed_string.md");

/// The string on one line at `span` has no closing quote.
pub fn unclosed_line(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this string is not closed", span, "begins here and runs to the end of the line")
        .help("a string ends on its line; text of several lines stands between `\"\"\"`")
        .fix("close the string", span.at_end(), "\"", Applicability::Unsafe)
}

/// The block string opened at `span` has no closing line; it is taken to end at `assumed`.
pub fn unclosed_block(span: Span, assumed: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this block string is not closed", span, "begins here")
        .label(assumed, "taken to end here")
        .help("close it by a line that holds only `\"\"\"`; its indentation is removed from every line")
}
