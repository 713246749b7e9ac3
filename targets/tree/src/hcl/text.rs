//! Strings, templates and heredocs (HCL native syntax specification, "Template Expressions").

use super::{ExprKind, Part, Step, Traversal};
use std::fmt::Write;

/// The words that begin something else where a key or a name could stand.
const KEYWORDS: [&str; 5] = ["for", "if", "null", "true", "false"];

/// Whether it is an identifier of HCL that needs no quotes as a key.
pub fn is_word(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && characters.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && !KEYWORDS.contains(&text)
}

/// Text between quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    literal(&mut out, text, false);
    out.push('"');
    out
}

/// A key of an object. Beyond ASCII everything is escaped, as `terraform fmt` aligns by what the eye sees, not by characters.
pub(super) fn key(text: &str) -> String {
    if is_word(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut ascii = String::new();
    literal(&mut ascii, text, false);
    for c in ascii.chars() {
        match u32::from(c) {
            0..=0x7f => out.push(c),
            code @ 0x80..=0xffff => _ = write!(out, "\\u{code:04X}"),
            code => _ = write!(out, "\\U{code:08X}"),
        }
    }
    out.push('"');
    out
}

/// The literal as it stands between quotes; `before_live`: a `${` of our own follows.
fn literal(out: &mut String, text: &str, before_live: bool) {
    let (text, signs) = if before_live { split_signs(text) } else { (text, "") };
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match (c, characters.peek()) {
            ('"', _) => out.push_str("\\\""),
            ('\\', _) => out.push_str("\\\\"),
            ('\n', _) => out.push_str("\\n"),
            ('\r', _) => out.push_str("\\r"),
            ('\t', _) => out.push_str("\\t"),
            // `$${` is a literal `${`.
            ('$' | '%', Some('{')) => out.extend([c, c]),
            (c, _) if c.is_control() => _ = write!(out, "\\u{:04X}", u32::from(c)),
            _ => out.push(c),
        }
    }
    push_signs(out, signs);
}

/// What a text ends in would double the sign of our own `${` after it: the `$`s at its end, which are written as an expression.
fn split_signs(text: &str) -> (&str, &str) {
    text.split_at(text.trim_end_matches('$').len())
}

fn push_signs(out: &mut String, signs: &str) {
    if !signs.is_empty() {
        out.push_str("${\"");
        out.push_str(signs);
        out.push_str("\"}");
    }
}

/// A template between quotes; one live part alone is that expression.
pub(super) fn template(parts: &[Part], live: &mut dyn FnMut(&ExprKind) -> String) -> String {
    if let [Part::Live(expr)] = parts {
        return live(&expr.kind);
    }
    let mut out = String::from("\"");
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Lit(text) => literal(&mut out, text, matches!(parts.get(at + 1), Some(Part::Live(_)))),
            Part::Live(expr) => {
                out.push_str("${");
                out.push_str(&live(&expr.kind));
                out.push('}');
            }
        }
    }
    out.push('"');
    out
}

/// A text of several lines, as it stands in a heredoc.
pub(super) struct Heredoc {
    /// The lines, escaped, without their newlines.
    pub lines: Vec<String>,
    /// `<<-`: the lines may be indented, as all of the indentation is taken off again.
    pub flush: bool,
    /// Its last line has no newline, which a heredoc always adds.
    pub open: bool,
    /// The word that ends it.
    pub marker: String,
}

/// The text as a heredoc, if it has several lines and nothing that only quotes can hold.
pub(super) fn heredoc(parts: &[Part], live: &mut dyn FnMut(&ExprKind) -> String) -> Option<Heredoc> {
    let literals =
        || parts.iter().filter_map(|part| if let Part::Lit(text) = part { Some(text.as_str()) } else { None });
    let breaks: usize = literals().map(|text| text.matches('\n').count()).sum();
    let fits = |text: &str| !text.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
    if breaks == 0 || !literals().all(fits) {
        return None;
    }
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Lit(lit) => {
                let before_live = matches!(parts.get(at + 1), Some(Part::Live(_)));
                let (lit, signs) = if before_live { split_signs(lit) } else { (lit.as_str(), "") };
                text.push_str(&lit.replace("${", "$${").replace("%{", "%%{"));
                push_signs(&mut text, signs);
            }
            Part::Live(expr) => {
                text.push_str("${");
                text.push_str(&live(&expr.kind));
                text.push('}');
            }
        }
    }
    let open = !text.ends_with('\n');
    let whole = text.strip_suffix('\n').unwrap_or(&text);
    let lines: Vec<String> = whole.split('\n').map(str::to_owned).collect();
    if lines.len() < 2 {
        return None;
    }
    // What is taken off is the smallest indentation of all lines that are not blank; it is ours exactly if one of them has none of its own.
    let blank = |line: &String| line.chars().all(char::is_whitespace);
    let starts_at_margin = |line: &String| line.chars().next().is_some_and(|c| !c.is_whitespace());
    let flush = lines.iter().any(starts_at_margin) && lines.iter().all(|line| line.is_empty() || !blank(line));
    let taken = |marker: &str| lines.iter().any(|line| line.trim() == marker);
    let mut marker = String::from("EOT");
    while taken(&marker) {
        marker.push('_');
    }
    Some(Heredoc { lines, flush, open, marker })
}

/// A path.
pub(super) fn traversal(path: &Traversal) -> String {
    let mut out = path.root.to_string();
    for step in &path.steps {
        match step {
            Step::Attr(name) if is_word(name) => _ = write!(out, ".{name}"),
            Step::Attr(name) => _ = write!(out, "[{}]", quoted(name)),
            Step::Index(index) => _ = write!(out, "[{index}]"),
        }
    }
    out
}
