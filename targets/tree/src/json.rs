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
        NodeKind::List(items) if items.is_empty() => page.push("[]"),
        NodeKind::Map(entries) if entries.is_empty() => page.push("{}"),
        NodeKind::List(items) => {
            page.push("[");
            for (index, item) in items.iter().enumerate() {
                begin(page, index, indent + 2);
                node(page, item, indent + 2);
            }
            end(page, "]", indent);
            page.note(node_.origin);
        }
        NodeKind::Map(entries) => {
            page.push("{");
            for (index, (key, value)) in entries.iter().enumerate() {
                begin(page, index, indent + 2);
                page.push(&string(key));
                page.push(": ");
                node(page, value, indent + 2);
            }
            end(page, "}", indent);
            page.note(node_.origin);
        }
    }
}

fn begin<const ORIGINS: bool>(page: &mut Page<ORIGINS>, index: usize, indent: usize) {
    if index > 0 {
        page.push(",");
    }
    page.newline();
    page.indent(indent);
}

fn end<const ORIGINS: bool>(page: &mut Page<ORIGINS>, closer: &str, indent: usize) {
    page.newline();
    page.indent(indent);
    page.push(closer);
}

fn scalar<const ORIGINS: bool>(page: &mut Page<ORIGINS>, scalar: &Scalar) {
    match scalar {
        Scalar::Null => page.push("null"),
        Scalar::Bool(value) => page.push(if *value { "true" } else { "false" }),
        Scalar::Int(value) => page.push(&value.to_string()),
        Scalar::Number(value) => match value.to_decimal() {
            Some(decimal) => page.push(&decimal),
            None => page.push(&string(&value.to_string())),
        },
        Scalar::Text(phrase) => page.push(&string(&render(phrase))),
    }
}

/// Text between quotes. JSON strings escape `"`, `\` and everything below U+0020.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
