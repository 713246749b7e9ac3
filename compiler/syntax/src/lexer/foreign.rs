//! What is not of this language but common in others: comments that begin with `#` or `/*`, strings between other quotes, and the
//! lines with which Git marks a conflict. Each is one finding, and is read as what it was meant for, so that nothing follows from it.

use super::Lexer;
use super::string::Pieces;
use crate::token::Kind;
use infrac_diagnostics::codes::e01::{e0102_unexpected_character, e0123_conflict_marker};

/// Opening quotes of other languages and of text processors, and what closes each.
const QUOTES: [(char, &[char]); 9] = [
    ('“', &['”', '“', '"']),
    ('”', &['”', '“', '"']),
    ('„', &['“', '”', '"']),
    ('‘', &['’', '‘', '\'']),
    ('’', &['’', '‘', '\'']),
    ('«', &['»']),
    ('»', &['«']),
    ('\'', &['\'', '’']),
    ('`', &['`']),
];

impl Lexer<'_> {
    /// A string between quotes of another form, if one begins here and ends on its line. Gives whether it was read.
    pub(super) fn foreign_string(&mut self, first: char) -> bool {
        let Some((_, closers)) = QUOTES.iter().find(|(open, _)| *open == first) else { return false };
        let (open, line_end) = (self.at, self.line_end());
        let inner = open + first.len_utf8();
        let text = self.slice(inner, line_end);
        let Some((length, closer)) = text.char_indices().find(|(_, character)| closers.contains(character)) else {
            return false;
        };
        let close = inner + length;
        let end = close + closer.len_utf8();
        let span = self.span(open, end);
        self.report(e0102_unexpected_character::foreign_string(span, first, self.slice(inner, close)));
        self.push(Kind::LineString, inner);
        self.pieces(Pieces { raw: true, limit: close, quote: None });
        self.push(Kind::StringEnd, end);
        true
    }

    /// A comment that begins with `#` and runs to the end of its line.
    pub(super) fn hash_comment(&mut self) {
        self.report(e0102_unexpected_character::hash_comment(self.span(self.at, self.at + 1)));
        let end = self.line_end();
        self.skip_to(end);
    }

    /// `/* … */`, which may be several lines; without its end it is this line.
    pub(super) fn block_comment(&mut self) {
        self.report(e0102_unexpected_character::block_comment(self.span(self.at, self.at + 2)));
        let rest = if self.comments_close { self.slice(self.at, self.bytes.len()) } else { "" };
        let end = match rest.find("*/") {
            Some(length) => self.at + length + 2,
            None => {
                self.comments_close = false;
                self.line_end()
            }
        };
        self.skip_to(end);
    }

    /// A line of Git's conflict markers, if one begins here, which is the start of a line. Gives whether it was read.
    ///
    /// Of the two versions the first is read. How the lines look: git-merge(1), "How conflicts are presented".
    pub(super) fn conflict_marker(&mut self) -> bool {
        let (start, end) = (self.at, self.line_end());
        match marker(self.slice(start, end)) {
            None => false,
            Some('<') => {
                let (between, last) = self.rest_of_conflict(end);
                let spans = [Some(self.span(start, start + 7)), between, last];
                self.report(e0123_conflict_marker::conflict_marker(&spans.into_iter().flatten().collect::<Vec<_>>()));
                self.conflict_end = last.map(|span| span.end as usize);
                self.skip_to(end);
                true
            }
            Some(mark) => {
                match self.conflict_end.take().filter(|&end| end > start) {
                    Some(end) => {
                        self.at = end;
                        let end = self.line_end();
                        self.skip_to(end);
                    }
                    None if mark == '>' && self.angles > 0 => return false,
                    None => {
                        self.report(e0123_conflict_marker::conflict_marker(&[self.span(start, start + 7)]));
                        self.skip_to(end);
                    }
                }
                true
            }
        }
    }

    /// Where the conflict opened before `from` parts and ends: its `=======` and `>>>>>>>`, if they come before another conflict.
    fn rest_of_conflict(&self, from: usize) -> (Option<infrac_source::Span>, Option<infrac_source::Span>) {
        let mut between = None;
        let mut at = from;
        for line in self.slice(from, self.bytes.len()).split_inclusive('\n') {
            let span = self.span(at, at + 7);
            match marker(line.trim_end_matches(['\n', '\r'])) {
                Some('<') => break,
                Some('=') => between = between.or(Some(span)),
                Some('>') => return (between, Some(span)),
                _ => {}
            }
            at += line.len();
        }
        (between, None)
    }

    /// Leaves out what stands up to `end`. The line, whose first token did not come, is none that is blank.
    fn skip_to(&mut self, end: usize) {
        self.at = end;
        if !self.line_used {
            self.line_start = end;
            self.skip_newline_after_comment();
        }
    }
}

/// Which marker of Git a line is: seven of its sign, then the end of the line or a space.
fn marker(line: &str) -> Option<char> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '<' | '=' | '>' | '|'))?;
    let rest = line.trim_start_matches(mark);
    (line.len() - rest.len() == 7 && (rest.is_empty() || rest.starts_with(' '))).then_some(mark)
}
