use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0107, "block-string", Error, "e0107_block_string.md");

/// The quotes at `span` are followed by text on their own line, at `text`.
pub fn text_beside_quotes(span: Span, text: Span) -> Diagnostic {
    Diagnostic::new(CODE, "text stands beside `\"\"\"`", text, "must begin on the next line")
        .label(span, "the block string begins here")
        .help("put a line break after the opening `\"\"\"`, and the closing one on a line of its own; a string on one line takes one quote")
}

/// The line whose indentation is `span` has less of it than, or another mix of tabs and spaces than, the closing quotes.
pub fn bad_indent(span: Span, indent: &str, mixed: bool) -> Diagnostic {
    let message = match mixed {
        true => "this line of the block string mixes tabs and spaces in another way than its end",
        false => "this line of the block string is indented less than its end",
    };
    Diagnostic::new(CODE, message, span, "its indentation")
        .note("the indentation of the closing `\"\"\"` is removed from every line, so each line must begin with it")
        .fix("indent the line like the closing quotes", span, indent, Applicability::Unsafe)
}
