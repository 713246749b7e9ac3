//! Block strings: `"""` NEWLINE lines `"""`. The closing delimiter stands first on its line, and its indentation is removed from
//! every line.

use super::Lexer;
use super::string::Pieces;
use crate::token::Kind;
use infrac_diagnostics::codes::e01::{e0103_unclosed_string, e0107_block_string};

/// The next line that begins with `"""`, remembered so that many unclosed strings do not search it again and again.
#[derive(Default)]
pub(super) struct CloserCache {
    /// Start of the line from which the search began, if one was made.
    searched_from: Option<usize>,
    found: Option<Closer>,
}

/// A line that begins with `"""`.
#[derive(Clone, Copy)]
struct Closer {
    /// Where the line begins.
    line: usize,
    /// Where its `"""` begins.
    quotes: usize,
    /// The last line before it that is indented less than it and not blank.
    last_shallow: Option<usize>,
}

impl Lexer<'_> {
    /// Reads the block string, raw or not, whose first byte is next.
    pub(super) fn block_string(&mut self, raw: bool) {
        let open = self.at;
        let opener_end = open + usize::from(raw) + 3;
        let own_indent = if self.line_used { self.line_first - self.line_start } else { open - self.line_start };
        self.push(if raw { Kind::RawBlockString } else { Kind::BlockString }, opener_end);
        let head_end = self.line_end();
        let head = self.slice(self.at, head_end);
        if !head.trim().is_empty() {
            return self.block_on_one_line(raw, open, head_end);
        }
        let first_line = (head_end + self.newline_length(head_end)).min(self.bytes.len());
        match self.block_end(first_line, own_indent) {
            Ok(closer) => {
                let indent = self.slice(closer.line, closer.quotes);
                self.block_lines(raw, first_line, closer.line, indent);
                self.at = closer.quotes;
                self.line_start = closer.line;
                self.line_first = closer.quotes;
                self.push(Kind::StringEnd, closer.quotes + 3);
            }
            Err(end) => {
                let span = self.span(open, opener_end);
                let assumed = self.span(end, end);
                self.report(e0103_unclosed_string::unclosed_block(span, assumed));
                self.unclosed_lines(raw, first_line, end);
            }
        }
    }

    /// The lines of a block string without end, up to the line that begins at `end`.
    fn unclosed_lines(&mut self, raw: bool, first_line: usize, end: usize) {
        if end <= first_line {
            let at = self.at;
            return self.push(Kind::StringEnd, at);
        }
        self.block_lines(raw, first_line, end, "");
        // The newline before the next line stays outside, so that its first token knows that it begins a line.
        let inner_end = end - usize::from(end < self.bytes.len() || self.text.ends_with('\n'));
        self.at = inner_end.max(self.last_end);
        self.push(Kind::StringEnd, self.at);
        self.line_start = self.at;
    }

    /// `"""text`: the text must begin on the next line. It is read up to a `"""` on this line, or to the line's end.
    fn block_on_one_line(&mut self, raw: bool, open: usize, head_end: usize) {
        let rest = self.slice(self.at, head_end);
        let close = rest.find("\"\"\"").map(|length| self.at + length);
        let limit = close.unwrap_or(head_end);
        let span = self.span(open, self.at);
        self.report(e0107_block_string::text_beside_quotes(span, self.span(self.at, limit)));
        self.pieces(Pieces { raw, limit, quote: None });
        let closed = close == Some(self.at);
        self.push(Kind::StringEnd, self.at + if closed { 3 } else { 0 });
    }

    /// The closing line, or where the string is taken to end if it has none.
    fn block_end(&mut self, first_line: usize, own_indent: usize) -> Result<Closer, usize> {
        let closer = self.closer_from(first_line);
        let limit = closer.map_or(self.bytes.len(), |closer| closer.line);
        let shallow = self.first_shallow_line(first_line, limit, own_indent);
        match (closer, shallow) {
            (Some(closer), None) => Ok(closer),
            // A line left of the opener's: well formed only if every line keeps to the closer's indentation.
            (Some(closer), Some(_)) if closer.last_shallow.is_none_or(|line| line < first_line) => Ok(closer),
            (_, Some(line)) => Err(line),
            (None, None) => Err(self.bytes.len()),
        }
    }

    fn closer_from(&mut self, first_line: usize) -> Option<Closer> {
        let known = match (self.closer.searched_from, self.closer.found) {
            (Some(_), Some(closer)) => closer.line >= first_line,
            (Some(_), None) => true,
            (None, _) => false,
        };
        if !known {
            self.closer.searched_from = Some(first_line);
            self.closer.found = self.search_closer(first_line);
        }
        self.closer.found
    }

    fn search_closer(&self, first_line: usize) -> Option<Closer> {
        let (line, quotes) = self
            .lines(first_line, self.bytes.len())
            .find(|&(_, first)| self.bytes.get(first..).is_some_and(|rest| rest.starts_with(b"\"\"\"")))?;
        let indent = quotes - line;
        let last_shallow = self
            .lines(first_line, line)
            .filter(|&(start, first)| first - start < indent && !self.is_blank(first))
            .last();
        Some(Closer { line, quotes, last_shallow: last_shallow.map(|(start, _)| start) })
    }

    fn first_shallow_line(&self, from: usize, to: usize, indent: usize) -> Option<usize> {
        let shallow = |&(start, first): &(usize, usize)| first - start < indent && !self.is_blank(first);
        self.lines(from, to).find(shallow).map(|(start, _)| start)
    }

    /// The lines that begin in `from..to`: where each begins and where its indentation ends.
    fn lines(&self, from: usize, to: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let mut next = Some(from).filter(|&from| from < to);
        std::iter::from_fn(move || {
            let start = next?;
            let rest = self.bytes.get(start..)?;
            let blank = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
            let newline = rest.iter().skip(blank).position(|&byte| byte == b'\n');
            next = newline.map(|length| start + blank + length + 1).filter(|&line| line < to);
            Some((start, start + blank))
        })
    }

    fn is_blank(&self, first: usize) -> bool {
        matches!(self.bytes.get(first), None | Some(b'\n' | b'\r'))
    }

    fn newline_length(&self, at: usize) -> usize {
        match (self.bytes.get(at), self.bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(_), _) => 1,
            (None, _) => 0,
        }
    }

    /// Reads the lines in `from..to`, without `indent` and without the last newline. A break token stands between two lines and
    /// holds the newline and the indentation that goes.
    fn block_lines(&mut self, raw: bool, from: usize, to: usize, indent: &str) {
        let mut line = from;
        while line < to {
            let removed = self.removed_indent(line, indent);
            let content = line + removed;
            if line == from {
                self.at = content;
            } else {
                self.push(Kind::Break, content);
            }
            self.line_start = line;
            let limit = self.line_end().min(to);
            self.pieces(Pieces { raw, limit, quote: None });
            self.at = limit;
            line = limit + self.newline_length(limit);
        }
    }

    /// How many bytes of indentation go from the line that begins at `line`; reports one that has too few.
    fn removed_indent(&mut self, line: usize, indent: &str) -> usize {
        let rest = self.bytes.get(line..).unwrap_or(&[]);
        if rest.starts_with(indent.as_bytes()) {
            return indent.len();
        }
        let blank = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
        if self.is_blank(line + blank) {
            return blank.min(indent.len());
        }
        let span = self.span(line, line + blank);
        let mixed = blank >= indent.len();
        self.report(e0107_block_string::bad_indent(span, indent, mixed));
        blank.min(indent.len())
    }
}
