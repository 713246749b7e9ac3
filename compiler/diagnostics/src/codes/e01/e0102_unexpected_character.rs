use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0102, "unexpected-character", Error, "e0102_unexpected_character.md");

fn message(shown: &str) -> String {
    match shown.contains('`') {
        true => "a backtick has no meaning here".to_owned(),
        false => format!("`{shown}` has no meaning here"),
    }
}

/// `text` at `span` begins no token of the language.
pub fn unexpected_character(span: Span, text: &str) -> Diagnostic {
    if text.starts_with('\r') {
        return Diagnostic::new(CODE, "a carriage return stands alone", span, "not followed by a line feed")
            .help("end lines with a line feed (LF), or with CR LF")
            .fix("end the line with a line feed", span, "\n", Applicability::Unsafe);
    }
    let shown: String = text.chars().take(12).collect();
    let diagnostic = Diagnostic::new(CODE, message(&shown), span, "not part of the language");
    match text {
        ";" => diagnostic
            .help("entries need no separator; put each on its own line")
            .fix("remove `;`", span, "", Applicability::Safe),
        "#" => diagnostic.help("a comment begins with `//`").fix("write `//`", span, "//", Applicability::Safe),
        "'" => diagnostic.help("a string stands between double quotes: `\"text\"`"),
        "`" => diagnostic.help("a string stands between double quotes; a long one between `\"\"\"`"),
        "&" => diagnostic.help("`and` is written `&&`").fix("write `&&`", span, "&&", Applicability::Unsafe),
        "%" => diagnostic.help("`%` stands right after a number, as in `5%`; a remainder is `mod(a, b)`"),
        "$" => diagnostic.help("`${…}` belongs into a string; elsewhere write the name alone"),
        _ => diagnostic,
    }
}
