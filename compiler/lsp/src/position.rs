//! Offsets of bytes, as the compiler counts, and positions of lines and characters, as the protocol counts: in bytes or in UTF-16 units, by what
//! was agreed on at the start.

use crate::protocol::{Position, Range};
use std::ops;

/// How characters are counted within a line (`PositionEncodingKind` of LSP 3.17).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// Bytes: nothing to convert.
    Utf8,
    /// UTF-16 units: what a client means that says nothing.
    #[default]
    Utf16,
}

impl Encoding {
    /// How long a character is.
    fn width(self, character: char) -> u32 {
        match self {
            Self::Utf8 => character.len_utf8() as u32,
            Self::Utf16 => character.len_utf16() as u32,
        }
    }
}

/// Where the lines of a text begin. A line ends with `\n`, `\r\n` or `\r` alone, as the protocol has it; the compiler's own table knows `\n` only,
/// so this one is for positions of the protocol alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// Indexes a text, in time linear in it.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut bytes = text.bytes().enumerate().peekable();
        while let Some((at, byte)) = bytes.next() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.peek().is_none_or(|(_, next)| *next != b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// The bytes of a line without its end; past the last line the empty range at the end of the text.
    fn line(&self, text: &str, line: u32) -> ops::Range<usize> {
        let Some(&start) = self.starts.get(line as usize) else { return text.len()..text.len() };
        let next = self.starts.get(line as usize + 1).map_or(text.len(), |&next| next as usize);
        let whole = text.get(start as usize..next).unwrap_or("");
        start as usize..start as usize + whole.trim_end_matches(['\r', '\n']).len()
    }

    /// The byte of a position. A character past the end of its line is the line's end, a line past the last one the end of the text, and a position
    /// within a character its start, so that every position that a client sends is one.
    pub fn offset(&self, text: &str, position: Position, encoding: Encoding) -> u32 {
        let line = self.line(text, position.line);
        let mut left = position.character;
        let content = text.get(line.clone()).unwrap_or("");
        for (at, character) in content.char_indices() {
            let width = encoding.width(character);
            if left < width {
                return (line.start + at) as u32;
            }
            left -= width;
        }
        line.end as u32
    }

    /// The position of a byte of the text; one past the end is the end.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let offset = (offset as usize).min(text.len());
        let line = self.starts.partition_point(|&start| start as usize <= offset).saturating_sub(1);
        let start = self.starts.get(line).map_or(0, |&start| start as usize);
        let mut end = offset;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = text.get(start..end).unwrap_or("");
        let character = match encoding {
            Encoding::Utf8 => before.len() as u32,
            Encoding::Utf16 => before.chars().map(|character| encoding.width(character)).sum(),
        };
        Position { line: line as u32, character }
    }

    /// The range of some bytes.
    pub fn range(&self, text: &str, bytes: ops::Range<u32>, encoding: Encoding) -> Range {
        Range {
            start: self.position(text, bytes.start, encoding),
            end: self.position(text, bytes.end.max(bytes.start), encoding),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Lines};
    use crate::protocol::Position;

    const TEXT: &str = "a𝄞é\r\nb\rc\n";

    #[test]
    fn characters_outside_the_basic_plane_are_two_units_of_utf_16() {
        let lines = Lines::new(TEXT);
        for (encoding, end) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4)] {
            let position = Position { line: 0, character: end };
            assert_eq!(lines.position(TEXT, 7, encoding), position);
            assert_eq!(lines.offset(TEXT, position, encoding), 7);
        }
    }

    #[test]
    fn all_three_line_ends_end_a_line() {
        let lines = Lines::new(TEXT);
        let starts: Vec<u32> =
            (0..4).map(|line| lines.offset(TEXT, Position { line, character: 0 }, Encoding::Utf16)).collect();
        assert_eq!(starts, [0, 9, 11, 13]);
    }

    #[test]
    fn a_position_past_an_end_is_that_end() {
        let lines = Lines::new(TEXT);
        let at = |line, character| lines.offset(TEXT, Position { line, character }, Encoding::Utf16);
        assert_eq!(at(0, 99), 7);
        assert_eq!(at(1, u32::MAX), 10);
        assert_eq!(at(u32::MAX, 5), TEXT.len() as u32);
    }

    #[test]
    fn a_position_within_a_character_is_its_start() {
        let lines = Lines::new(TEXT);
        assert_eq!(lines.offset(TEXT, Position { line: 0, character: 2 }, Encoding::Utf16), 1);
        assert_eq!(lines.position(TEXT, 3, Encoding::Utf16), Position { line: 0, character: 1 });
    }

    #[test]
    fn every_byte_of_a_text_goes_there_and_back() {
        let lines = Lines::new(TEXT);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (at, _) in TEXT.char_indices().filter(|(at, _)| *at != 8) {
                let position = lines.position(TEXT, at as u32, encoding);
                assert_eq!(lines.offset(TEXT, position, encoding), at as u32, "{at}, {encoding:?}");
            }
        }
    }
}
