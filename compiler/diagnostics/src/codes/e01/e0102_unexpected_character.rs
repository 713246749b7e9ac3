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
    if text.starts_with('\0') {
        return Diagnostic::new(CODE, "the file holds NUL characters", span, "no text")
            .help("save the file as UTF-8: it looks like UTF-16, or like a file that is no text");
    }
    let shown: String = text.chars().take(12).collect();
    let diagnostic = Diagnostic::new(CODE, message(&shown), span, "not part of the language");
    match text {
        ";" => diagnostic
            .help("entries need no separator; put each on its own line")
            .fix("remove `;`", span, "", Applicability::Safe),
        "'" | "`" | "“" | "”" | "„" | "‘" | "’" | "«" | "»" => {
            diagnostic.help("a string stands between straight double quotes: `\"text\"`")
        }
        "&" => diagnostic.help("`and` is written `&&`").fix("write `&&`", span, "&&", Applicability::Unsafe),
        "%" => diagnostic.help("`%` stands right after a number, as in `5%`; a remainder is `mod(a, b)`"),
        "$" => diagnostic.help("`${…}` belongs into a string; elsewhere write the name alone"),
        _ => diagnostic,
    }
}

/// A string with `text` in it at `span`, whose quotes, of which the first is `quote`, are those of another language.
pub fn foreign_string(span: Span, quote: char, text: &str) -> Diagnostic {
    let message = match quote {
        '`' => "a string stands between double quotes, not between backticks".to_owned(),
        '\'' => "a string stands between double quotes, not between single ones".to_owned(),
        _ => format!("a string stands between straight quotes, not between `{quote}` and its like"),
    };
    let diagnostic = Diagnostic::new(CODE, message, span, "these quotes are not part of the language");
    let diagnostic = match quote {
        '`' | '\'' => diagnostic,
        _ => diagnostic.help("text from a web page or a word processor often has them"),
    };
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace("${", "\\${");
    diagnostic.fix("use straight double quotes", span, format!("\"{escaped}\""), Applicability::Unsafe)
}

/// A comment whose `#` is at `span`.
pub fn hash_comment(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, message("#"), span, "not part of the language")
        .help("a comment begins with `//`")
        .fix("write `//`", span, "//", Applicability::Safe)
}

/// A comment whose `/*` is at `span`.
pub fn block_comment(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "there are no comments between `/*` and `*/`", span, "not part of the language")
        .help("begin each line of the comment with `//`")
}
