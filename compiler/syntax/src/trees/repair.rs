//! Which delimiters are missing and which are too many.

use crate::token::{Flags, Kind, Token, Word};

/// A delimiter that is missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Insertion {
    /// It belongs before this token.
    pub before: usize,
    /// The token that it closes.
    pub opener: usize,
}

/// What makes the delimiters of a file match, both in order.
#[derive(Default, Debug)]
pub(super) struct Repairs {
    /// Closers to insert; several before one token close from the inside out.
    pub insertions: Vec<Insertion>,
    /// Closers to drop.
    pub drops: Vec<usize>,
}

/// Finds the repairs; none if all delimiters match. Delimiters inside strings do not count: an interpolation ends on its line.
pub(super) fn repairs(text: &str, tokens: &[Token]) -> Repairs {
    let mut repairs = Repairs::default();
    if balanced(tokens) {
        return repairs;
    }
    let mut start = 0;
    for (next, _) in tokens.iter().enumerate().skip(1).filter(|&(at, token)| begins_chunk(tokens, at, token)) {
        repair_chunk(text, tokens, start, next, &mut repairs);
        start = next;
    }
    repair_chunk(text, tokens, start, tokens.len(), &mut repairs);
    repairs
}

/// A first-column token that begins a declaration: `@`, a declaration word, or a line that begins with a name and ends in `{`.
fn begins_chunk(tokens: &[Token], at: usize, token: &Token) -> bool {
    if !token.flags.has(Flags::COLUMN_0) {
        return false;
    }
    match token.kind {
        Kind::At | Kind::End => true,
        Kind::Lower if followed_by_key_sign(tokens, at) => false,
        Kind::Lower if token.word.begins_declaration() => true,
        Kind::Lower if token.word == Word::None || !token.word.is_expression_word() => {
            let rest = tokens.get(at + 1..).unwrap_or(&[]);
            let length = rest.iter().position(Token::nl).unwrap_or(rest.len());
            rest.get(..length).and_then(<[Token]>::last).is_some_and(|last| last.kind == Kind::LBrace)
        }
        _ => false,
    }
}

fn followed_by_key_sign(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Eq)
}

/// The delimiters outside strings, with their positions.
fn delimiters(tokens: &[Token]) -> impl Iterator<Item = (usize, Kind)> + '_ {
    let mut strings = 0u32;
    tokens.iter().enumerate().filter_map(move |(at, token)| {
        match token.kind {
            kind if kind.is_string() => strings += 1,
            Kind::StringEnd => strings = strings.saturating_sub(1),
            kind if strings == 0 && (kind.is_opener() || kind.is_closer()) => return Some((at, kind)),
            _ => {}
        }
        None
    })
}

fn balanced(tokens: &[Token]) -> bool {
    let mut stack = Vec::new();
    for (_, kind) in delimiters(tokens) {
        match kind.closer() {
            Some(closer) => stack.push(closer),
            None if stack.pop() != Some(kind) => return false,
            None => {}
        }
    }
    stack.is_empty()
}

/// An opener that waits for its closer.
#[derive(Clone, Copy)]
struct Open {
    token: usize,
    closer: Kind,
    /// The indentation of its line.
    indent: u32,
    /// Whether it is the last token of its line: then layout closes it, else the end of its line does.
    ends_line: bool,
}

fn repair_chunk(text: &str, tokens: &[Token], start: usize, end: usize, repairs: &mut Repairs) {
    let chunk = tokens.get(start..end).unwrap_or(&[]);
    if balanced(chunk) {
        return;
    }
    let mut matcher = Matcher { stack: Vec::new(), on_line: [0; 3], indent: 0, repairs };
    let mut delimiters = delimiters(chunk).peekable();
    for (offset, token) in chunk.iter().enumerate() {
        let at = start + offset;
        if token.nl() {
            matcher.begin_line(at, token, indent_of(text, token));
        }
        if delimiters.next_if(|&(next, _)| next == offset).is_some() {
            let ends_line = tokens.get(at + 1).is_none_or(Token::nl);
            matcher.delimiter(at, token, ends_line);
        }
    }
    // The end of the file is a token of the last chunk: what is open closes before it.
    let last = if chunk.last().is_some_and(|token| token.kind == Kind::End) { end - 1 } else { end };
    while let Some(open) = matcher.stack.pop() {
        matcher.repairs.insertions.push(Insertion { before: last, opener: open.token });
    }
}

/// The indentation of the line that `token` begins, in bytes.
fn indent_of(text: &str, token: &Token) -> u32 {
    let before = text.as_bytes().get(..token.start as usize).unwrap_or(&[]);
    before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count() as u32
}

struct Matcher<'r> {
    stack: Vec<Open>,
    /// How many openers of the current line wait, by kind: a closer looks no further than them, unless the innermost opener is its own.
    on_line: [u32; 3],
    indent: u32,
    repairs: &'r mut Repairs,
}

fn index(closer: Kind) -> usize {
    match closer {
        Kind::RBrace => 0,
        Kind::RBracket => 1,
        _ => 2,
    }
}

impl Matcher<'_> {
    /// Closes what the line before left open, and what this line's indentation ends.
    fn begin_line(&mut self, at: usize, token: &Token, indent: u32) {
        self.on_line = [0; 3];
        self.indent = indent;
        while let Some(open) = self.stack.last().copied() {
            let ended = !open.ends_line || (indent <= open.indent && token.kind != open.closer);
            if !ended {
                break;
            }
            self.stack.pop();
            self.repairs.insertions.push(Insertion { before: at, opener: open.token });
        }
    }

    fn delimiter(&mut self, at: usize, token: &Token, ends_line: bool) {
        let kind = token.kind;
        if let Some(closer) = kind.closer() {
            self.stack.push(Open { token: at, closer, indent: self.indent, ends_line });
            if let Some(count) = self.on_line.get_mut(index(closer)) {
                *count += 1;
            }
            return;
        }
        // A closer that begins its line deeper than the opener's line is not the one that layout expects.
        let too_deep = |open: &Open| token.nl() && open.ends_line && self.indent > open.indent;
        if self.stack.last().is_some_and(|open| open.closer == kind && !too_deep(open)) {
            self.pop();
        } else if self.on_line.get(index(kind)).is_some_and(|&count| count > 0) {
            while let Some(open) = self.pop() {
                if open.closer == kind {
                    break;
                }
                self.repairs.insertions.push(Insertion { before: at, opener: open.token });
            }
        } else {
            self.repairs.drops.push(at);
        }
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.stack.pop()?;
        if let Some(count) = self.on_line.get_mut(index(open.closer)) {
            *count = count.saturating_sub(1);
        }
        Some(open)
    }
}
