//! Random edits of texts, the same for the same seed.

use serde_json::{Value, json};
use std::ops::Range;

/// A generator of numbers: xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016).
#[derive(Clone, Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// The next number below `bound`; 0 if that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap_or(0).checked_rem(bound).unwrap_or(0)
    }

    /// One of them.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        all.get(self.below(all.len())).expect("something to pick")
    }
}

/// Pieces that change much with few letters.
const PIECES: &[&str] = &[
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "${",
    "=",
    ",",
    ".",
    "..",
    "...",
    "?",
    "//",
    "///",
    "/*",
    "*/",
    "@",
    "\\",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{feff}",
    "\0",
    "𝄞",
    "é",
    "\u{301}",
    "null",
    "env",
    "in dev {",
    "service x {\n}\n",
    "let a = a\n",
    "for k, v in x { }",
    "match env { dev => 1 }",
    "import \"./x\"\n",
    "project",
    "environment e: e { }\n",
    "99999999999999999999",
    "1.5h",
    "%",
    "-",
    "unset a.b",
    "if true { } else { }",
];

/// A text under random edits, with what is needed to take them back.
#[derive(Clone, Debug)]
pub struct Scratch {
    /// The text now.
    pub text: String,
    undo: Vec<(Range<usize>, String)>,
}

impl Scratch {
    /// Of a text.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), undo: Vec::new() }
    }

    /// Makes an edit, and returns it as a change of the protocol (positions in UTF-16). `clips` are texts to paste from.
    pub fn edit(&mut self, numbers: &mut Numbers, clips: &[String]) -> Value {
        let (range, new, is_undo) = match numbers.below(12) {
            0 | 1 => (self.token(numbers), String::new(), false),
            2 => {
                let at = self.boundary(numbers);
                let far = self.boundary(numbers);
                // Mostly a few letters, sometimes half the file.
                let end = if numbers.below(10) == 0 {
                    far
                } else {
                    self.floor((at + numbers.below(40)).min(self.text.len()))
                };
                (at.min(end)..at.max(end), String::new(), false)
            }
            3 | 4 => {
                let at = self.boundary(numbers);
                (at..at, (*numbers.pick(PIECES)).to_owned(), false)
            }
            5 => {
                let at = self.boundary(numbers);
                let letter = char::from_u32(numbers.below(0x2_0000) as u32).unwrap_or('\u{fffd}');
                (at..at, letter.to_string(), false)
            }
            6 => {
                let token = self.token(numbers);
                let twice = self.text.get(token.clone()).unwrap_or_default().to_owned();
                (token.end..token.end, twice, false)
            }
            7 => {
                let at = self.boundary(numbers);
                let clip: &String = numbers.pick(clips);
                let clip = Self::new(clip);
                let (one, two) = (clip.boundary(numbers), clip.boundary(numbers));
                let end = clip.floor(two.max(one).min(two.min(one) + 400));
                (at..at, clip.text.get(one.min(two)..end).unwrap_or_default().to_owned(), false)
            }
            8 => {
                let (one, two) = (self.token(numbers), self.token(numbers));
                (one, self.text.get(two).unwrap_or_default().to_owned(), false)
            }
            _ => match self.undo.pop() {
                Some((range, old)) => (range, old, true),
                None => (self.token(numbers), "x".to_owned(), false),
            },
        };
        self.replace(range, &new, is_undo)
    }

    /// Replaces the whole text.
    pub fn reset(&mut self, text: &str) -> Value {
        *self = Self::new(text);
        json!({ "text": text })
    }

    fn replace(&mut self, range: Range<usize>, new: &str, is_undo: bool) -> Value {
        let change = json!({
            "range": { "start": place(&self.text, range.start), "end": place(&self.text, range.end) },
            "text": new,
        });
        if !is_undo {
            let old = self.text.get(range.clone()).unwrap_or_default().to_owned();
            self.undo.push((range.start..range.start + new.len(), old));
        }
        self.text.replace_range(range, new);
        change
    }

    /// The start of a character that a position of the protocol can name: not between the two letters of one line end.
    fn floor(&self, at: usize) -> usize {
        let is_place = |at: &usize| {
            let before = self.text.get(..*at);
            before.is_some_and(|before| !(before.ends_with('\r') && self.text[*at..].starts_with('\n')))
        };
        (0..=at).rev().find(is_place).unwrap_or(0)
    }

    fn boundary(&self, numbers: &mut Numbers) -> usize {
        self.floor(numbers.below(self.text.len() + 1))
    }

    /// A word, a number, or a sign.
    fn token(&self, numbers: &mut Numbers) -> Range<usize> {
        let at = self.boundary(numbers);
        let word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let start = self.text[..at].trim_end_matches(word).len();
        let rest = &self.text[at..];
        let length = rest.len() - rest.trim_start_matches(word).len();
        if start < at + length {
            return start..at + length;
        }
        at..self.floor(rest.chars().next().map_or(at, |letter| at + letter.len_utf8()))
    }
}

/// The position of a byte, counted the slow way: lines end with `\n`, `\r\n` or `\r`, characters are UTF-16 units.
pub fn place(text: &str, at: usize) -> Value {
    let before = &text[..at];
    let (mut line, mut start) = (0, 0);
    for (index, letter) in before.char_indices() {
        let next = &text[index + letter.len_utf8()..];
        if letter == '\n' || (letter == '\r' && !next.starts_with('\n')) {
            line += 1;
            start = index + 1;
        }
    }
    json!({ "line": line, "character": before[start..].encode_utf16().count() })
}
