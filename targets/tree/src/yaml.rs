//! YAML that readers of version 1.1 (go-yaml, PyYAML) and 1.2 read alike: text that either could take for something else is quoted.
//!
//! Lists stand under their key without indentation, as kubectl and Helm write them; long lines are never folded.

use crate::data::{Node, NodeKind, Scalar};
use crate::escape::render;
use crate::page::Page;
use crate::template;
use infrac_plan::OriginId;

/// Longer keys must be written with `?` (YAML 1.2, section 7.4.2: an implicit key has at most 1024 characters).
const LONGEST_KEY: usize = 1000;

/// Words that a reader of YAML 1.1 or 1.2 may take for something else than text, in lower case.
const RESERVED: [&str; 12] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"];
/// How long the longest of them is.
const LONGEST_RESERVED: usize = "infinity".len();

/// Prints documents, separated by `---`.
pub(crate) fn print<const ORIGINS: bool>(page: &mut Page<ORIGINS>, documents: &[Node]) {
    for (index, document) in documents.iter().enumerate() {
        if index > 0 {
            page.push("---");
            page.newline();
        }
        root(page, document);
    }
}

/// One document.
pub(crate) fn root<const ORIGINS: bool>(page: &mut Page<ORIGINS>, document: &Node) {
    comment(page, document, 0, Start::Line);
    page.note(document.origin);
    match &document.kind {
        NodeKind::Map(entries) if !entries.is_empty() => map(page, document, 0, Start::Line),
        NodeKind::List(items) if !items.is_empty() => list(page, items, 0, Start::Line),
        NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Scalar(_) => {
            flow(page, document);
            page.newline();
        }
    }
}

/// Where a collection begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// On a line of its own.
    Line,
    /// Behind `- `, so that its first entry needs no indentation.
    Dash,
}

/// The comment above `node`, if it has one. Behind a dash the rest of the line is the first comment line.
pub(crate) fn comment<const ORIGINS: bool>(page: &mut Page<ORIGINS>, node: &Node, indent: usize, start: Start) {
    let Some(text) = &node.comment else { return };
    for (index, line) in text.lines().enumerate() {
        if start == Start::Line || index > 0 {
            page.indent(indent);
        }
        page.push("#");
        if !line.is_empty() {
            page.push(" ");
            if line.chars().all(is_printable) {
                page.push(line);
            } else {
                page.push(&line.replace(|character: char| !is_printable(character), " "));
            }
        }
        page.note(node.origin);
        page.newline();
    }
    if start == Start::Dash && !text.is_empty() {
        page.indent(indent);
    }
}

/// The entries of a map that is not empty; ends its last line.
pub(crate) fn map<const ORIGINS: bool>(page: &mut Page<ORIGINS>, node: &Node, indent: usize, start: Start) {
    let NodeKind::Map(entries) = &node.kind else { return };
    for (index, (key, value)) in entries.iter().enumerate() {
        let start = if index == 0 { start } else { Start::Line };
        comment(page, value, indent, start);
        if start == Start::Line {
            page.indent(indent);
        }
        page.note(value.origin);
        self::key(page, key, indent);
        behind_key(page, value, indent);
    }
}

/// A key and its colon.
pub(crate) fn key<const ORIGINS: bool>(page: &mut Page<ORIGINS>, key: &str, indent: usize) {
    if key.len() > LONGEST_KEY {
        page.push("? ");
        page.push(&quoted(key));
        page.newline();
        page.indent(indent);
    } else if is_plain(key) {
        page.push(key);
    } else {
        page.push(&quoted(key));
    }
    page.push(":");
}

/// The value of an entry, after its colon; ends its last line.
pub(crate) fn behind_key<const ORIGINS: bool>(page: &mut Page<ORIGINS>, value: &Node, indent: usize) {
    match &value.kind {
        NodeKind::Map(entries) if !entries.is_empty() => {
            page.newline();
            map(page, value, indent + 2, Start::Line);
        }
        NodeKind::List(items) if !items.is_empty() => {
            page.newline();
            list(page, items, indent, Start::Line);
        }
        NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Scalar(_) => {
            page.push(" ");
            leaf(page, value, indent + 2);
        }
    }
}

/// The items of a list that is not empty; ends its last line.
pub(crate) fn list<const ORIGINS: bool>(page: &mut Page<ORIGINS>, items: &[Node], indent: usize, start: Start) {
    for (index, item) in items.iter().enumerate() {
        let start = if index == 0 { start } else { Start::Line };
        comment(page, item, indent, start);
        if start == Start::Line {
            page.indent(indent);
        }
        page.push("- ");
        page.note(item.origin);
        self::item(page, item, indent + 2);
    }
}

/// What stands behind a dash; ends its last line.
pub(crate) fn item<const ORIGINS: bool>(page: &mut Page<ORIGINS>, item: &Node, indent: usize) {
    match &item.kind {
        NodeKind::Map(entries) if !entries.is_empty() => map(page, item, indent, Start::Dash),
        NodeKind::List(inner) if !inner.is_empty() => list(page, inner, indent, Start::Dash),
        NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Scalar(_) => leaf(page, item, indent),
    }
}

/// A scalar or an empty collection; text of several lines stands below, indented by `indent`. Ends its last line.
pub(crate) fn leaf<const ORIGINS: bool>(page: &mut Page<ORIGINS>, node: &Node, indent: usize) {
    if let (NodeKind::Scalar(Scalar::Text(phrase)), Some(chart)) = (&node.kind, page.chart())
        && phrase.has_late()
    {
        let text = template::late(phrase, &chart.clone(), indent);
        return lines(page, &text, node.origin);
    }
    if let NodeKind::Scalar(Scalar::Text(phrase)) = &node.kind {
        let text = render(phrase);
        if !phrase.quoted && is_block(&text) {
            page.push(if text.ends_with('\n') { "|" } else { "|-" });
            for line in text.lines() {
                page.newline();
                if !line.is_empty() {
                    page.indent(indent);
                    page.push(line);
                }
                page.note(node.origin);
            }
            return page.newline();
        }
        scalar(page, &text, phrase.quoted);
    } else {
        flow(page, node);
    }
    if let Some(aside) = &node.aside {
        page.push(" # ");
        page.push(&aside.replace(|character: char| !is_printable(character), " "));
    }
    page.newline();
}

/// Text with actions, of one line or several; ends its last line.
fn lines<const ORIGINS: bool>(page: &mut Page<ORIGINS>, text: &str, origin: OriginId) {
    for line in text.split('\n') {
        page.push_action(line);
        page.note(origin);
        page.newline();
    }
}

/// A scalar on one line, or an empty collection.
fn flow<const ORIGINS: bool>(page: &mut Page<ORIGINS>, node: &Node) {
    let scalar = match &node.kind {
        NodeKind::Scalar(scalar) => scalar,
        NodeKind::List(_) => return page.push("[]"),
        NodeKind::Map(_) => return page.push("{}"),
    };
    match scalar {
        Scalar::Null => page.push("null"),
        Scalar::Bool(value) => page.push(if *value { "true" } else { "false" }),
        Scalar::Int(value) => page.push(&value.to_string()),
        Scalar::Number(value) => match value.to_decimal() {
            Some(decimal) => page.push(&decimal),
            None => page.push(&quoted(&value.to_string())),
        },
        Scalar::Text(phrase) => self::scalar(page, &render(phrase), phrase.quoted),
    }
}

/// Text on one line.
fn scalar<const ORIGINS: bool>(page: &mut Page<ORIGINS>, text: &str, in_quotes: bool) {
    if !in_quotes && is_plain(text) { page.push(text) } else { page.push(&quoted(text)) }
}

/// Whether every reader takes this text for text as it stands.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    // `: ` ends a key, ` #` begins a comment.
    let ends_text = |pair: &[u8]| matches!(pair, b": " | b" #");
    (first.is_ascii_alphabetic() || matches!(first, b'_' | b'/'))
        && !matches!(last, b':' | b' ')
        // Without a short circuit, so that many bytes are looked at in one step.
        && bytes.iter().fold(true, |all, byte| all & matches!(byte, 0x20..=0x7e))
        && !(bytes.contains(&b' ') && bytes.windows(2).any(ends_text))
        && !is_reserved(text)
}

fn is_reserved(text: &str) -> bool {
    text.len() <= LONGEST_RESERVED && RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether this text can stand as a block scalar (`|`, `|-`) and come back byte for byte.
pub(crate) fn is_block(text: &str) -> bool {
    let first = || text.trim_start_matches('\n').chars().next();
    text.contains('\n')
        && first().is_some_and(|character| !matches!(character, ' ' | '\t'))
        && !text.ends_with("\n\n")
        && text.chars().all(|character| character == '\n' || is_printable(character))
        && !text.split('\n').any(|line| line.ends_with([' ', '\t']))
}

/// Whether a character may stand in a document as it is (YAML 1.2, section 5.1), and is no line break of either version.
fn is_printable(character: char) -> bool {
    !matches!(character, '\u{0}'..='\u{8}' | '\u{a}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Text between double quotes (YAML 1.2, section 7.3.1).
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8 + 2);
    out.push('"');
    let mut rest = text;
    // What stands for itself is copied in one piece.
    while let Some(at) = rest.bytes().position(|byte| !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'\\')) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = tail.chars();
        match characters.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\t') => out.push_str("\\t"),
            Some('\r') => out.push_str("\\r"),
            Some(character) if is_printable(character) => out.push(character),
            Some(character) => out.push_str(&format!("\\u{:04x}", character as u32)),
            None => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
    out
}
