//! Layout as small edits: whole lines, as few as possible, so that an editor keeps its cursors, and so that a part of a file can be laid out alone.

use crate::format;
use infrac_source::{Source, Span};
use infrac_syntax::{Parsed, parse};
use similar::{ChangeTag, TextDiff};

/// Replace the text of a span.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replacement {
    /// What is replaced: whole lines.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// What turns a file into its canonical text, in the order of places; `None` if it has syntax errors.
pub fn edits(source: &Source, parsed: &Parsed) -> Option<Vec<Replacement>> {
    let text = format(source, parsed)?;
    Some(replacements(source.text(), &text, |start, end| Span::new(source.id(), start, end)))
}

/// What lays out the lines of `range`, and lines that cannot be laid out without them. In a file with syntax errors the declarations are laid out that
/// have none and that touch the range.
pub fn range_edits(source: &Source, parsed: &Parsed, range: Span) -> Vec<Replacement> {
    let touches = |span: Span| span.start <= range.end && range.start <= span.end;
    if let Some(edits) = edits(source, parsed) {
        return edits.into_iter().filter(|edit| touches(edit.span)).collect();
    }
    let mut found = Vec::new();
    for decl in parsed.file.declarations.iter().filter(|decl| touches(decl.span)) {
        let is_wrong = parsed
            .diagnostics
            .0
            .iter()
            .filter_map(|found| found.primary())
            .any(|wrong| wrong.start <= decl.span.end && decl.span.start <= wrong.end);
        let text = source.slice(decl.span);
        if is_wrong || !stands_alone(source.text(), decl.span) {
            continue;
        }
        let part = Source::new(source.id(), source.path(), text);
        let read = parse(&part);
        let Some(laid_out) = format(&part, &read) else { continue };
        let at = |start: u32, end: u32| Span::new(source.id(), decl.span.start + start, decl.span.start + end);
        // The part ends where the declaration does, without the newline that a file ends in.
        let edits = replacements(text, laid_out.trim_end_matches('\n'), at);
        found.extend(edits.into_iter().filter(|edit| touches(edit.span)));
    }
    found
}

/// Whether nothing else stands on the lines of a declaration, so that it can be laid out by itself.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with(['\n', '\r']))
}

/// The differing runs of lines. Two runs are one if the first alone would lose or add a word: a line that is equal by chance (`}`) may stand between
/// them that is not the same.
fn replacements(old: &str, new: &str, at: impl Fn(u32, u32) -> Span) -> Vec<Replacement> {
    let diff = TextDiff::from_lines(old, new);
    let mut found: Vec<Replacement> = Vec::new();
    let (mut position, mut start) = (0usize, None::<usize>);
    let (mut removed, mut added) = (String::new(), String::new());
    let mut close = |start: &mut Option<usize>, end: usize, removed: &mut String, added: &mut String| {
        if let Some(begin) = start.take() {
            found.push(Replacement { span: at(begin as u32, end as u32), text: std::mem::take(added) });
            removed.clear();
        }
    };
    for change in diff.iter_all_changes() {
        let line = change.value();
        match change.tag() {
            ChangeTag::Equal => {
                if start.is_some() && same_words(&removed, &added) {
                    close(&mut start, position, &mut removed, &mut added);
                } else if start.is_some() {
                    removed.push_str(line);
                    added.push_str(line);
                }
                position += line.len();
            }
            ChangeTag::Delete => {
                start.get_or_insert(position);
                removed.push_str(line);
                position += line.len();
            }
            ChangeTag::Insert => {
                start.get_or_insert(position);
                added.push_str(line);
            }
        }
    }
    close(&mut start, position, &mut removed, &mut added);
    found
}

/// Whether two texts differ in blanks and commas alone, which is all that layout changes.
fn same_words(a: &str, b: &str) -> bool {
    let words =
        |text: &str| -> Vec<char> { text.chars().filter(|letter| !letter.is_whitespace() && *letter != ',').collect() };
    words(a) == words(b)
}
