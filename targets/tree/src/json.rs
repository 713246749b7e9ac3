//! JSON, two spaces a level, one entry a line (RFC 8259).

use crate::data::{Node, NodeKind, Scalar};
use crate::escape::render;
use crate::page::Page;

/// Prints a document.
pub(crate) fn print<const ORIGINS: bool>(page: &mut Page<ORIGINS>, root: &Node) {
    node(page, root, 0);
    page.newline();
}

fn node<const ORIGINS: bool>(page: &mut Page<ORIGINS>, node_: &Node, indent: usize) {
    page.note(node_.origin);
    match &node_.kind {
        NodeKind::Scalar(scalar) => self::scalar(page, scalar),
        NodeKind::List(items) if items.is_empty() => page.sign("[]"),
        NodeKind::Map(entries) if entries.is_empty() => page.sign("{}"),
        NodeKind::List(items) => {
            page.sign("[");
            for (index, item) in items.iter().enumerate() {
                begin(page, index, indent + 2);
                node(page, item, indent + 2);
            }
            end(page, "]", indent);
            page.note(node_.origin);
        }
        NodeKind::Map(entries) => {
            page.sign("{");
            for (index, (key, value)) in entries.iter().enumerate() {
                begin(page, index, indent + 2);
                string(page, key);
                page.sign(": ");
                node(page, value, indent + 2);
            }
            end(page, "}", indent);
            page.note(node_.origin);
        }
    }
}

fn begin<const ORIGINS: bool>(page: &mut Page<ORIGINS>, index: usize, indent: usize) {
    if index > 0 {
        page.sign(",");
    }
    page.newline();
    page.indent(indent);
}

fn end<const ORIGINS: bool>(page: &mut Page<ORIGINS>, closer: &'static str, indent: usize) {
    page.newline();
    page.indent(indent);
    page.sign(closer);
}

fn scalar<const ORIGINS: bool>(page: &mut Page<ORIGINS>, scalar: &Scalar) {
    match scalar {
        Scalar::Null => page.sign("null"),
        Scalar::Bool(value) => page.sign(if *value { "true" } else { "false" }),
        Scalar::Int(value) => page.push(&value.to_string()),
        Scalar::Number(value) => match value.to_decimal() {
            Some(decimal) => page.push(&decimal),
            None => string(page, &value.to_string()),
        },
        Scalar::Text(phrase) => string(page, &render(phrase)),
    }
}

/// Text between quotes. JSON strings escape `"`, `\` and everything below U+0020.
fn string<const ORIGINS: bool>(page: &mut Page<ORIGINS>, text: &str) {
    page.push_quoted(text, |text| serde_json::Value::from(text).to_string());
}
