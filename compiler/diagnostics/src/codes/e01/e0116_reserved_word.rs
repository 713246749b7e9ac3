use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0116, "reserved-word", Error, "e0116_reserved_word.md");

/// `text` at `span` is a word of the language and cannot be declared.
pub fn reserved(span: Span, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{text}` cannot be declared: it has a meaning of its own"), span, "reserved")
        .note("reserved are if, then, else, match, for, in, true, false, null, self, it, env, name and this")
        .fix(format!("write `{text}_`"), span, format!("{text}_"), Applicability::Unsafe);
    diagnostic.help("choose another name; as a key before `=` the word is free")
}
