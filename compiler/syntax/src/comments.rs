//! What stands between the tokens: comments and blank lines, in a table beside the tree.

use infrac_source::{Span, Str};

/// How a comment begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommentKind {
    /// `//`
    Plain,
    /// `///`: documents what follows.
    Doc,
    /// `//!`: documents the module, at the head of a file.
    ModuleDoc,
}

/// A comment: from its first slash to the end of its line, without the newline and trailing blanks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comment {
    /// Where.
    pub span: Span,
    /// With its slashes.
    pub text: Str,
    /// How it begins.
    pub kind: CommentKind,
    /// Whether nothing but blanks stands before it on its line.
    pub own_line: bool,
}

/// The comments and blank lines of a file, in order.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Comments {
    /// The comments.
    pub comments: Vec<Comment>,
    /// The first byte of each line outside strings that holds nothing.
    pub blank_lines: Vec<u32>,
}

impl Comments {
    /// The comments that begin in `start..end`.
    pub fn between(&self, start: u32, end: u32) -> &[Comment] {
        let first = self.comments.partition_point(|comment| comment.span.start < start);
        let last = self.comments.partition_point(|comment| comment.span.start < end);
        self.comments.get(first..last).unwrap_or(&[])
    }

    /// Whether a line in `start..end` is blank.
    pub fn has_blank_line(&self, start: u32, end: u32) -> bool {
        let first = self.blank_lines.partition_point(|&line| line < start);
        self.blank_lines.get(first).is_some_and(|&line| line < end)
    }
}
