//! PromQL, read by the `promql-parser` crate. A late value may stand only inside the value of a label matcher, where it is
//! text whatever it holds.

use crate::piece::{Fault, Joined};
use std::ops::Range;

/// Deeper brackets than these are refused: the parser's tree is walked recursively.
const MAX_DEPTH: usize = 64;

/// Longer expressions are refused.
const MAX_BYTES: usize = 16 << 10;

/// More signs that open a level of the tree than these are refused, for the same reason.
const MAX_OPERATORS: usize = 500;

/// What a scan of brackets and strings finds.
struct Shape {
    /// The strings within `{…}`, quotes excluded.
    matcher_strings: Vec<Range<usize>>,
}

pub(crate) fn check(text: &Joined) -> Result<(), Fault> {
    if text.text.len() > MAX_BYTES {
        return Err(Fault::new(0..text.text.len(), "the PromQL expression is longer than 16 KiB"));
    }
    let shape = scan(&text.text);
    if text.has_build_hole() {
        return Ok(());
    }
    let shape = shape?;
    for hole in text.late() {
        let inside = |range: &&Range<usize>| range.start <= hole.range.start && hole.range.end <= range.end;
        if shape.matcher_strings.iter().find(inside).is_none() {
            let message = "a value that is known only when deploying may only be the value of a label here";
            return Err(Fault::new(hole.range.clone(), message).help("write it as `{label=\"${…}\"}`"));
        }
    }
    let whole = 0..text.text.len();
    if text.text.trim().is_empty() {
        return Err(Fault::new(whole, "a PromQL expression is not empty"));
    }
    match promql_parser::parser::parse(&text.text) {
        Ok(_) => Ok(()),
        Err(message) => Err(Fault::new(whole, describe(&message))),
    }
}

fn describe(message: &str) -> String {
    let line = message.lines().next().unwrap_or("").trim().trim_end_matches('.');
    match line {
        "" | "invalid promql query" => "this is no valid PromQL expression".to_owned(),
        line => format!("no valid PromQL: {line}"),
    }
}

/// Matches brackets and closes strings, with the place of the first that fails.
fn scan(text: &str) -> Result<Shape, Fault> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut shape = Shape { matcher_strings: Vec::new() };
    let mut operators = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' | b'\'' | b'`' => {
                let end = string_end(bytes, at).ok_or_else(|| Fault::new(at..at + 1, "the string is never closed"))?;
                if open.last().is_some_and(|(bracket, _)| *bracket == b'{') {
                    shape.matcher_strings.push(at + 1..end);
                }
                at = end;
            }
            b'(' | b'[' | b'{' => open.push((byte, at)),
            b')' | b']' | b'}' => match open.pop() {
                Some((bracket, _)) if closes(bracket, byte) => {}
                Some((_, start)) => return Err(Fault::new(start..start + 1, "this bracket is closed by another kind")),
                None => return Err(Fault::new(at..at + 1, "this bracket closes nothing")),
            },
            b'#' => at += bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| **byte != b'\n').count()),
            b'+' | b'-' | b'*' | b'/' | b'%' | b'^' | b'=' | b'<' | b'>' | b':' | b'@' => operators += 1,
            // Words may be operators too: `and`, `or`, `unless`, `offset`.
            b' ' | b'\n' | b'\t' => operators += usize::from(bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)),
            _ => {}
        }
        if open.len() > MAX_DEPTH || operators > MAX_OPERATORS {
            return Err(Fault::new(at..at, "the PromQL expression is nested too deeply or has too many operators"));
        }
        at += 1;
    }
    match open.first() {
        Some((bracket, start)) => {
            Err(Fault::new(*start..start + 1, format!("`{}` is never closed", char::from(*bracket))))
        }
        None => Ok(shape),
    }
}

fn closes(open: u8, close: u8) -> bool {
    matches!((open, close), (b'(', b')') | (b'[', b']') | (b'{', b'}'))
}

/// The byte of the closing quote; back-quoted strings have no escapes.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = *bytes.get(start)?;
    let mut at = start + 1;
    loop {
        match *bytes.get(at)? {
            byte if byte == quote => return Some(at),
            b'\\' if quote != b'`' => at += 2,
            _ => at += 1,
        }
    }
}
