//! Tokens to token trees: delimiters are matched, and where they do not match they are repaired by layout, before any grammar
//! rule runs. So a missing brace stays a local fault, and no rule has to look past a brace.
//!
//! 1. If the delimiters of the whole file match, layout does not matter.
//! 2. Otherwise the file is cut at every first-column token that begins a declaration, and each chunk is matched alone.
//! 3. In a chunk that still does not match, layout governs ([`repair`]).
//!
//! Everything is linear in the number of tokens. Nesting is bounded here, once, for all later stages: by delimiters and by runs
//! of operators ([`build`]).

mod build;
mod repair;

use crate::lexer::Lexed;
use crate::token::{Flags, Kind, Word};
use infrac_diagnostics::Diagnostics;
use infrac_source::{FileId, Span};

/// How deep things may be nested: delimiters and operators in a row together.
pub const MAX_DEPTH: u32 = 128;

/// A token, or a group with all that stands between its delimiters.
#[derive(Clone, Copy, Debug)]
pub struct Tree {
    /// What; a group has the kind of its opener.
    pub kind: Kind,
    /// Which word.
    pub word: Word,
    /// How it stands.
    pub flags: Flags,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    first: u32,
    count: u32,
}

impl Tree {
    /// The end of nothing: what is met past the last tree.
    pub(crate) const END: Self =
        Self { kind: Kind::End, word: Word::None, flags: Flags(0), start: 0, end: 0, first: 0, count: 0 };

    /// Whether it is the contextual `word`, which it is not if `=` follows.
    pub fn is_word(&self, word: Word) -> bool {
        self.word == word && !self.flags.has(Flags::KEY)
    }

    /// Whether it is the first of its line.
    pub const fn nl(&self) -> bool {
        self.flags.has(Flags::NL)
    }

    /// Whether nothing stands between it and the token before.
    pub const fn joint(&self) -> bool {
        self.flags.has(Flags::JOINT)
    }

    /// Its place.
    pub const fn span(&self, file: FileId) -> Span {
        Span::new(file, self.start, self.end)
    }
}

/// The trees of a file. The children of a group lie side by side in one arena, and end in a tree of kind [`Kind::Close`].
#[derive(Debug)]
pub struct Trees {
    arena: Vec<Tree>,
    root: (u32, u32),
    /// Where missing delimiters were taken to stand, in order.
    repaired: Vec<u32>,
}

impl Trees {
    /// The trees at the top of the file; the last is [`Kind::End`].
    pub fn root(&self) -> &[Tree] {
        self.slice(self.root.0, self.root.1)
    }

    /// What stands in a group, with its [`Kind::Close`]; empty for a plain token.
    pub fn children(&self, tree: &Tree) -> &[Tree] {
        self.slice(tree.first, tree.count)
    }

    /// Whether a missing delimiter was taken to stand at this byte: what does not fit there is no new mistake.
    pub fn is_repaired(&self, at: u32) -> bool {
        self.repaired.binary_search(&at).is_ok()
    }

    fn slice(&self, first: u32, count: u32) -> &[Tree] {
        self.arena.get(first as usize..(first + count) as usize).unwrap_or(&[])
    }
}

/// Builds the trees of a file; what had to be repaired is reported.
pub fn trees(file: FileId, text: &str, lexed: &Lexed, diagnostics: &mut Diagnostics) -> Trees {
    let repairs = repair::repairs(text, &lexed.tokens);
    build::build(file, text, &lexed.tokens, &repairs, diagnostics)
}
