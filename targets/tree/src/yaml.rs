//! YAML that readers of version 1.1 (go-yaml, PyYAML) and 1.2 read alike: text that either could take for something else is quoted.
//!
//! Lists stand under their key without indentation, as kubectl and Helm write them; long lines are never folded.

use crate::data::{Node, NodeKind, Scalar};
use crate::escape::render;
use crate::page::Page;
use crate::scalar::{Style, is_plain, is_printable, is_printable_ascii, quoted};
use crate::template;
use infrac_plan::OriginId;

/// Longer keys must be written with `?` (YAML 1.2, section 7.4.2: an implicit key has at most 1024 characters).
const LONGEST_KEY: usize = 1000;

/// Prints documents, separated by `---`.
pub(crate) fn print<const ORIGINS: bool>(page: &mut Page<ORIGINS>, documents: &[Node]) {
    for (index, document) in documents.iter().enumerate() {
        if index > 0 {
            page.sign("---");
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
        page.sign("#");
        if !line.is_empty() {
            page.sign(" ");
            if is_printable_ascii(line) {
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
        page.sign("? ");
        page.push_quoted(key, quoted);
        page.newline();
        page.indent(indent);
    } else if is_plain(key) {
        page.push(key);
    } else {
        page.push_quoted(key, quoted);
    }
    page.sign(":");
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
            page.sign(" ");
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
        page.sign("- ");
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
        match Style::of(&text, phrase.quoted) {
            Style::Plain => page.push(&text),
            Style::Quoted => page.push_quoted(&text, quoted),
            Style::Block => {
                page.sign(if text.ends_with('\n') { "|" } else { "|-" });
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
        }
    } else {
        flow(page, node);
    }
    if let Some(aside) = &node.aside {
        page.sign(" # ");
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
        NodeKind::List(_) => return page.sign("[]"),
        NodeKind::Map(_) => return page.sign("{}"),
    };
    match scalar {
        Scalar::Null => page.sign("null"),
        Scalar::Bool(value) => page.sign(if *value { "true" } else { "false" }),
        Scalar::Int(value) => page.push(&value.to_string()),
        Scalar::Number(value) => match value.to_decimal() {
            Some(decimal) => page.push(&decimal),
            None => page.push_quoted(&value.to_string(), quoted),
        },
        Scalar::Text(phrase) => one_line(page, &render(phrase), phrase.quoted),
    }
}

/// Text on one line.
fn one_line<const ORIGINS: bool>(page: &mut Page<ORIGINS>, text: &str, in_quotes: bool) {
    if !in_quotes && is_plain(text) { page.push(text) } else { page.push_quoted(text, quoted) }
}
