use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0113, "join-lines", Error, "e0113_join_lines.md");

/// `text` at `span` begins a line; it belongs to the line that ends where `gap`, the blanks between the two, begins. `joinable`
/// tells whether nothing but blanks would be lost by joining them.
pub fn join_lines(span: Span, text: &str, gap: Span, joinable: bool) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("a line cannot begin with `{text}` here"), span, "nothing begins so")
        .label(gap.at_start(), "this line does not go on in the next one")
        .note("`{`, `(`, `[` and `-` at the start of a line never continue the line before, so that no separator is needed")
        .help("move it to the end of the line before");
    if joinable { diagnostic.fix("join the lines", gap, " ", Applicability::Unsafe) } else { diagnostic }
}
