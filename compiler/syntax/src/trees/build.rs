//! Tokens and repairs to trees, with the bound on depth.

use super::repair::{Insertion, Repairs};
use super::{MAX_DEPTH, Tree, Trees};
use crate::token::{Flags, Kind, Token, Word};
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::e01::{e0109_unclosed_delimiter, e0110_stray_closer, e0111_too_deep};
use infrac_source::{FileId, Span};

/// A group whose closer was not met yet.
struct Frame {
    opener: Token,
    /// Where its children begin in the pending list.
    children: usize,
    /// How deep what stands in it is nested.
    depth: u32,
    /// Operators in a row before the next tree: how deep its expression nests already.
    run: u32,
    /// What the last tree was, for the run.
    last: Class,
    /// Too deep: its children are not kept.
    dead: bool,
    /// The pending error tree that takes in the rest of a run that is too long.
    overlong: Option<usize>,
    damaged: bool,
}

/// What a tree does to a run of operators.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Nests what follows (or what stands before) one deeper.
    Operator,
    /// Goes on without nesting: `then`, `else`.
    Link,
    /// A value; two in a row belong to different expressions, unless the second is a joint group.
    Operand,
    /// Ends any expression.
    Separator,
}

pub(super) fn build(
    file: FileId,
    text: &str,
    tokens: &[Token],
    repairs: &Repairs,
    diagnostics: &mut Diagnostics,
) -> Trees {
    let mut builder = Builder {
        file,
        text,
        arena: Vec::with_capacity(tokens.len() + tokens.len() / 8),
        pending: Vec::new(),
        frames: Vec::new(),
        last_end: 0,
        repaired: Vec::new(),
        open_string_end: None,
        reported_deep: 0,
        dropped: (0, 0),
        missing_at: (u32::MAX, Vec::new()),
        diagnostics,
    };
    let root = Token { kind: Kind::End, word: Word::None, flags: Flags::default(), start: 0, end: 0 };
    builder.frames.push(Frame::new(root, 0, 0));
    let mut insertions = repairs.insertions.iter().peekable();
    let mut drops = repairs.drops.iter().peekable();
    for (at, token) in tokens.iter().enumerate() {
        while let Some(insertion) = insertions.next_if(|insertion| insertion.before <= at) {
            builder.insert_closer(tokens, insertion);
        }
        if drops.next_if(|&&drop| drop == at).is_some() {
            builder.drop_closer(token);
        } else {
            builder.token(token);
        }
    }
    builder.finish()
}

struct Builder<'b> {
    file: FileId,
    text: &'b str,
    arena: Vec<Tree>,
    pending: Vec<Tree>,
    frames: Vec<Frame>,
    last_end: u32,
    /// The last closers that were dropped side by side.
    dropped: (u32, u32),
    /// The last place where closers were missing, and whose, the innermost first.
    missing_at: (u32, Vec<e0109_unclosed_delimiter::Opener>),
    repaired: Vec<u32>,
    /// Where the last string ended that was not closed.
    open_string_end: Option<u32>,
    /// How far the text goes that was reported as too deep.
    reported_deep: u32,
    diagnostics: &'b mut Diagnostics,
}

impl Frame {
    fn new(opener: Token, children: usize, depth: u32) -> Self {
        Self {
            opener,
            children,
            depth,
            run: 0,
            last: Class::Separator,
            dead: depth > MAX_DEPTH,
            overlong: None,
            damaged: false,
        }
    }
}

impl Builder<'_> {
    fn token(&mut self, token: &Token) {
        let kind = token.kind;
        if kind.is_opener() || kind.is_string() || kind == Kind::InterpolationStart {
            self.open(token);
        } else if kind.is_closer() {
            // Inside an interpolation delimiters are matched here; outside, the repairs have seen to it that they match.
            let matches = self.frames.last().is_some_and(|frame| frame.opener.kind.closer() == Some(kind));
            match matches {
                true => self.close(token.start, token.end),
                false => self.drop_closer(token),
            }
        } else if kind == Kind::InterpolationEnd {
            while self.frames.last().is_some_and(|frame| frame.opener.kind != Kind::InterpolationStart) {
                let Some(opener) = self.frames.last().map(|frame| frame.opener) else { break };
                self.report_unclosed(&opener, Span::new(self.file, token.start, token.start));
                self.damage();
                self.close(self.last_end, self.last_end);
            }
            self.close(token.start, token.end);
        } else if kind == Kind::StringEnd {
            if token.start == token.end {
                self.open_string_end = Some(token.end);
            }
            self.close(token.start, token.end);
        } else {
            self.push(Tree {
                kind,
                word: token.word,
                flags: token.flags,
                start: token.start,
                end: token.end,
                first: 0,
                count: 0,
            });
        }
        self.last_end = token.end;
    }

    fn open(&mut self, token: &Token) {
        let Some(parent) = self.frames.last() else { return };
        let (mut depth, dead) = (parent.depth + parent.run + 1, parent.dead || parent.overlong.is_some());
        // What is no operand of the run before it does not nest in it.
        if parent.last == Class::Operand && token.kind.is_string() {
            depth = parent.depth + 1;
        }
        let mut frame = Frame::new(*token, self.pending.len(), depth);
        if frame.dead && !dead {
            self.report_deep(token.start, token.end);
        }
        frame.dead |= dead;
        self.frames.push(frame);
    }

    /// Closes the innermost group by what stands at `start..end`.
    fn close(&mut self, start: u32, end: u32) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let mut flags = frame.opener.flags;
        if frame.damaged {
            flags.set(Flags::DAMAGED);
        }
        let mut tree = Tree {
            kind: frame.opener.kind,
            word: Word::None,
            flags,
            start: frame.opener.start,
            end,
            first: 0,
            count: 0,
        };
        if frame.dead {
            self.pending.truncate(frame.children);
            tree.kind = Kind::Error;
            if self.frames.last().is_some_and(|parent| parent.dead) {
                return;
            }
        } else {
            let close = Tree { kind: Kind::Close, flags: Flags::default(), start, ..tree };
            self.pending.push(close);
            tree.first = self.arena.len() as u32;
            self.arena.extend(self.pending.drain(frame.children..));
            tree.count = self.arena.len() as u32 - tree.first;
        }
        self.push(tree);
    }

    /// Adds a tree to the innermost group and keeps count of the run of operators that it belongs to.
    fn push(&mut self, tree: Tree) {
        let class = class(&tree);
        let first_child = self.frames.last().map_or(0, |frame| frame.children);
        self.mark_beginnings(&tree, first_child);
        let Some(frame) = self.frames.last_mut() else { return };
        if frame.dead {
            return;
        }
        // A group that was too deep is an error by now, and still goes on with what stands before it.
        let goes_on = matches!(tree.kind, Kind::LParen | Kind::LBracket | Kind::Error);
        let postfix = frame.last == Class::Operand && !tree.nl() && goes_on;
        let new_expression = match class {
            Class::Separator => true,
            // What was too long ends with its line at the latest, or it would take the next entry along.
            Class::Operand if tree.nl() && frame.overlong.is_some() => true,
            // The body of an `if` does not end its chain of `else if`.
            Class::Operand if tree.kind == Kind::LBrace && !tree.nl() => false,
            Class::Operand => frame.last == Class::Operand && !postfix,
            Class::Operator | Class::Link => false,
        };
        if new_expression {
            frame.run = 0;
            frame.overlong = None;
        } else if class == Class::Operator || postfix {
            frame.run += 1;
        }
        frame.last = class;
        if let Some(error) = frame.overlong {
            if let Some(error) = self.pending.get_mut(error) {
                error.end = tree.end;
            }
            return;
        }
        if frame.depth + frame.run > MAX_DEPTH {
            frame.overlong = Some(self.pending.len());
            self.pending.push(Tree { kind: Kind::Error, word: Word::None, first: 0, count: 0, ..tree });
            self.report_deep(tree.start, tree.end);
            return;
        }
        self.pending.push(tree);
    }

    /// Marks the tree before `tree` if the two show that it begins an entry: `key =`, `kind label`.
    fn mark_beginnings(&mut self, tree: &Tree, first_child: usize) {
        if self.pending.len() <= first_child {
            return;
        }
        let Some(before) = self.pending.last_mut() else { return };
        let named = matches!(before.kind, Kind::Lower | Kind::Upper) || before.kind.is_string();
        if tree.kind == Kind::Eq && named {
            before.flags.set(Flags::KEY);
            if before.nl() {
                before.flags.set(Flags::BEGINS);
            }
        }
        let is_head = before.kind == Kind::Lower && before.nl() && !before.word.is_expression_word();
        let is_label = match tree.kind {
            Kind::Lower => !tree.word.is_expression_word() && !matches!(tree.word, Word::Where | Word::As),
            Kind::Upper => true,
            kind => kind.is_string(),
        };
        if is_head && is_label && !tree.nl() {
            before.flags.set(Flags::BEGINS);
        }
    }

    fn damage(&mut self) {
        for frame in self.frames.iter_mut().rev() {
            // What is around a damaged group up to its body was marked with it.
            if std::mem::replace(&mut frame.damaged, true) {
                break;
            }
            if matches!(frame.opener.kind, Kind::LBrace | Kind::End) {
                break;
            }
        }
    }

    fn insert_closer(&mut self, tokens: &[Token], insertion: &Insertion) {
        let Some(opener) = tokens.get(insertion.opener) else { return };
        self.report_unclosed(opener, Span::new(self.file, self.last_end, self.last_end));
        self.damage();
        self.close(self.last_end, self.last_end);
    }

    fn drop_closer(&mut self, token: &Token) {
        self.damage();
        // Closers side by side are one mistake.
        let joint = self.dropped.1 == token.start && token.start > 0;
        if joint {
            self.diagnostics.0.pop();
        }
        self.dropped = (if joint { self.dropped.0 } else { token.start }, token.end);
        let (start, end) = self.dropped;
        let text = self.text.get(start as usize..end.min(start + 8) as usize).unwrap_or("");
        self.diagnostics.push(e0110_stray_closer::stray(Span::new(self.file, start, end), text));
    }

    fn report_unclosed(&mut self, opener: &Token, assumed: Span) {
        self.repaired.push(assumed.start);
        if self.missing_at.0 != assumed.start {
            self.missing_at = (assumed.start, Vec::new());
        }
        // A string that was not closed has most likely swallowed the delimiter, and is reported.
        if self.open_string_end == Some(assumed.start) || opener.start < self.reported_deep {
            return;
        }
        // What is deeper than anything can be read is told by that, and not counted out.
        if self.missing_at.1.len() >= MAX_DEPTH as usize || self.frames.len() > MAX_DEPTH as usize {
            return;
        }
        let (open, close) = match opener.kind {
            Kind::LBrace => ("{", "}"),
            Kind::LBracket => ("[", "]"),
            _ => ("(", ")"),
        };
        let (_, openers) = &mut self.missing_at;
        // What is missing at one place is one mistake, told together; unless something else was told in between.
        let joint = !openers.is_empty() && self.diagnostics.0.last().is_some_and(|last| last.code.as_str() == "E0109");
        if joint {
            self.diagnostics.0.pop();
        } else {
            openers.clear();
        }
        openers.push((opener.span(self.file), open, close));
        self.diagnostics.push(e0109_unclosed_delimiter::unclosed_together(openers, assumed));
    }

    /// Reports once what is too deep: the next report must lie past the text that this one covers.
    fn report_deep(&mut self, start: u32, end: u32) {
        if start >= self.reported_deep {
            self.diagnostics.push(e0111_too_deep::too_deep(Span::new(self.file, start, end), MAX_DEPTH));
        }
        self.reported_deep = self.reported_deep.max(end);
    }

    fn finish(mut self) -> Trees {
        let first = self.arena.len() as u32;
        self.arena.append(&mut self.pending);
        Trees { root: (first, self.arena.len() as u32 - first), arena: self.arena, repaired: self.repaired }
    }
}

fn class(tree: &Tree) -> Class {
    match tree.kind {
        Kind::Lower => match tree.word {
            Word::If | Word::Match => Class::Operator,
            Word::Then | Word::Else | Word::In => Class::Link,
            _ => Class::Operand,
        },
        Kind::Comma | Kind::Colon | Kind::Eq | Kind::Arrow | Kind::At | Kind::Bar | Kind::Ellipsis => Class::Separator,
        Kind::Dot
        | Kind::DotDot
        | Kind::QuestionDot
        | Kind::Coalesce
        | Kind::Plus
        | Kind::Minus
        | Kind::Star
        | Kind::Slash
        | Kind::Bang
        | Kind::EqEq
        | Kind::NotEq
        | Kind::Lt
        | Kind::LtEq
        | Kind::Gt
        | Kind::GtEq
        | Kind::And
        | Kind::Or => Class::Operator,
        Kind::Question => Class::Link,
        _ => Class::Operand,
    }
}
