use std::ops::Range;

/// When the value of a hole is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HoleKind {
    /// After evaluation, before anything is written.
    Build,
    /// Only when deploying.
    Late,
}

/// A part of a string: text of the literal, or an interpolated value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'a> {
    /// Text, escapes already resolved.
    Text(&'a str),
    /// A value that is not known yet.
    Hole(HoleKind),
}

/// What is wrong in a string that was given in pieces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EmbeddedError {
    /// The piece where it shows.
    pub piece: usize,
    /// Bytes within that piece's text; empty at 0 for a hole.
    pub range: Range<usize>,
    /// What is wrong: one line, lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// What is wrong in one text; the range counts its bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Where.
    pub range: Range<usize>,
    /// What is wrong: one line, lower case, no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    pub(crate) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same fault in a text in which this one begins at byte `offset`.
    pub(crate) fn shifted(mut self, offset: usize) -> Self {
        self.range = self.range.start + offset..self.range.end + offset;
        self
    }
}

/// A hole in a joined text: the bytes of its stand-in and when it is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Hole {
    pub(crate) range: Range<usize>,
    pub(crate) kind: HoleKind,
}

/// The pieces as one text with a stand-in for every hole, and the way back.
pub(crate) struct Joined {
    pub(crate) text: String,
    pub(crate) holes: Vec<Hole>,
    starts: Vec<usize>,
    is_hole: Vec<bool>,
}

impl Joined {
    /// Joins `pieces`; `stand_in` is text that the language accepts where a hole may stand.
    pub(crate) fn new(pieces: &[Piece<'_>], stand_in: &str) -> Self {
        let mut joined = Self { text: String::new(), holes: Vec::new(), starts: Vec::new(), is_hole: Vec::new() };
        for piece in pieces {
            let start = joined.text.len();
            joined.starts.push(start);
            match *piece {
                Piece::Text(text) => joined.text.push_str(text),
                Piece::Hole(kind) => {
                    joined.text.push_str(stand_in);
                    joined.holes.push(Hole { range: start..joined.text.len(), kind });
                }
            }
            joined.is_hole.push(matches!(piece, Piece::Hole(_)));
        }
        joined
    }

    /// The late holes.
    pub(crate) fn late(&self) -> impl Iterator<Item = &Hole> {
        self.holes.iter().filter(|hole| hole.kind == HoleKind::Late)
    }

    /// Whether a part of the text is only known after evaluation.
    pub(crate) fn has_build_hole(&self) -> bool {
        self.holes.iter().any(|hole| hole.kind == HoleKind::Build)
    }

    /// Whether a hole lies within or touches the inside of `range`.
    pub(crate) fn hole_in(&self, range: &Range<usize>) -> bool {
        self.holes.iter().any(|hole| hole.range.start < range.end && range.start < hole.range.end)
    }

    /// The character before and after `range`.
    pub(crate) fn around(&self, range: &Range<usize>) -> (Option<char>, Option<char>) {
        let before = self.text.get(..range.start).and_then(|text| text.chars().next_back());
        (before, self.text.get(range.end..).and_then(|text| text.chars().next()))
    }

    /// The fault in terms of the pieces: of the piece in which it begins, and clipped to it.
    pub(crate) fn locate(&self, fault: Fault) -> EmbeddedError {
        let Fault { range, message, help } = fault;
        let after = self.starts.partition_point(|&start| start <= range.start);
        let mut piece = after.saturating_sub(1);
        // An empty range at a border belongs to the text before it rather than to the hole that follows.
        let at_border = range.is_empty() && self.starts.get(piece) == Some(&range.start);
        if at_border && piece > 0 && self.is_hole.get(piece) == Some(&true) {
            piece -= 1;
        }
        let start = self.starts.get(piece).copied().unwrap_or(0);
        let end = self.starts.get(piece + 1).copied().unwrap_or(self.text.len());
        let range = match self.is_hole.get(piece) {
            Some(false) => range.start.clamp(start, end) - start..range.end.clamp(start, end) - start,
            _ => 0..0,
        };
        EmbeddedError { piece, range: range.start..range.end.max(range.start), message, help }
    }
}
