//! Bytes to tokens. The lexer never fails: what it cannot read becomes an error token and a diagnostic. Comments and blank
//! lines go to a side table; strings become an opening token, their pieces, and an end that is always there.

mod block_string;
mod foreign;
mod number;
mod string;

pub(crate) use string::decode_escape;

use crate::ast::Doc;
use crate::comments::{Comment, CommentKind, Comments};
use crate::token::{Flags, Kind, Token, Word};
use infrac_diagnostics::codes::e01;
use infrac_diagnostics::{Diagnostic, Diagnostics};
use infrac_source::{FileId, Source, Span, Str};

/// What the lexer gives.
#[derive(Debug)]
pub struct Lexed {
    /// The tokens; the last is [`Kind::End`].
    pub tokens: Vec<Token>,
    /// What stands between them.
    pub comments: Comments,
    /// The `///` texts, each with the start of the token that it stands before, in order.
    pub docs: Vec<(u32, Doc)>,
    /// The `//!` text at the head.
    pub module_doc: Option<Doc>,
    /// What could not be read.
    pub diagnostics: Diagnostics,
    /// The lines that end in a string without its end, each from its start to its end, in order.
    pub unclosed: Vec<(u32, u32)>,
}

/// Reads all of a file.
pub fn lex(source: &Source) -> Lexed {
    let mut lexer = Lexer::new(source);
    lexer.run();
    lexer.finish(source)
}

/// The state of reading one file.
struct Lexer<'s> {
    text: &'s str,
    bytes: &'s [u8],
    file: FileId,
    /// The next byte.
    at: usize,
    /// Where the current line begins.
    line_start: usize,
    /// Where its first token begins: its indentation ends there.
    line_first: usize,
    /// Whether a token of the current line was already seen.
    line_used: bool,
    /// Where the last token ended.
    last_end: usize,
    tokens: Vec<Token>,
    comments: Comments,
    docs: Vec<(u32, Doc)>,
    /// `///` lines that wait for their token: first and last comment.
    pending_doc: Option<(usize, usize)>,
    diagnostics: Diagnostics,
    /// Open `<` of types; see [`Lexer::angle`].
    angles: u32,
    /// Interpolations around the next byte.
    interpolations: u32,
    /// Where the last interpolation ended that was not closed.
    open_interpolation_end: Option<usize>,
    /// Whether a NUL character was reported.
    nul_told: bool,
    /// Whether a `*/` may follow: the search for one is not repeated.
    comments_close: bool,
    /// The last marker of the conflict that the text before belongs to.
    conflict_end: Option<usize>,
    /// See [`Lexed::unclosed`].
    unclosed: Vec<(u32, u32)>,
    closer: block_string::CloserCache,
    /// The line end last looked for: from where, and the end. A long line with many strings is searched once.
    known_line_end: (usize, usize),
}

impl<'s> Lexer<'s> {
    fn new(source: &'s Source) -> Self {
        let text = source.text();
        Self {
            text,
            bytes: text.as_bytes(),
            file: source.id(),
            at: 0,
            line_start: 0,
            line_first: 0,
            line_used: false,
            last_end: usize::MAX,
            tokens: Vec::with_capacity(text.len() / 4),
            comments: Comments::default(),
            docs: Vec::new(),
            pending_doc: None,
            diagnostics: Diagnostics::default(),
            angles: 0,
            interpolations: 0,
            open_interpolation_end: None,
            nul_told: false,
            comments_close: true,
            conflict_end: None,
            unclosed: Vec::new(),
            closer: block_string::CloserCache::default(),
            known_line_end: (1, 0),
        }
    }

    fn run(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
            self.line_start = 3;
        }
        while self.at < self.bytes.len() {
            self.step();
        }
    }

    fn finish(mut self, source: &Source) -> Lexed {
        let end = self.bytes.len();
        self.at = end;
        self.push(Kind::End, end);
        if let Some(last) = self.tokens.last_mut() {
            last.flags.set(Flags::NL);
        }
        // UTF-16 is neither: of the two findings the one about NUL says what to do.
        for &span in source.invalid().iter().filter(|_| !self.nul_told) {
            self.diagnostics.push(e01::e0101_invalid_utf8::invalid_utf8(span));
        }
        let module_doc = self.module_doc();
        Lexed {
            tokens: self.tokens,
            comments: self.comments,
            docs: self.docs,
            module_doc,
            diagnostics: self.diagnostics,
            unclosed: self.unclosed,
        }
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn slice(&self, start: usize, end: usize) -> &'s str {
        self.text.get(start..end).unwrap_or("")
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start as u32, end as u32)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Appends the token from [`Self::at`] to `end` and moves there.
    fn push(&mut self, kind: Kind, end: usize) {
        self.push_word(kind, Word::None, end);
    }

    fn push_word(&mut self, kind: Kind, word: Word, end: usize) {
        let start = self.at;
        let mut flags = Flags::default();
        if !self.line_used {
            self.line_used = true;
            self.line_first = start;
            flags.set(Flags::NL);
            if start == self.line_start {
                flags.set(Flags::COLUMN_0);
            }
        }
        if start == self.last_end {
            flags.set(Flags::JOINT);
        }
        if let Some((first, last)) = self.pending_doc.take() {
            flags.set(Flags::DOC);
            if let Some(doc) = self.doc(first, last) {
                self.docs.push((start as u32, doc));
            }
        }
        self.tokens.push(Token { kind, word, flags, start: start as u32, end: end as u32 });
        self.last_end = end;
        self.at = end;
    }

    /// Reads what begins at the next byte, outside strings.
    fn step(&mut self) {
        match self.byte(0) {
            b' ' | b'\t' => self.at += 1,
            b'\n' => self.newline(1),
            b'\r' if self.byte(1) == b'\n' => self.newline(2),
            b'/' if self.byte(1) == b'/' => self.comment(),
            b'/' if self.byte(1) == b'*' && self.interpolations == 0 => self.block_comment(),
            b'<' | b'=' | b'>' | b'|' if self.at == self.line_start && self.conflict_marker() => {}
            b'0'..=b'9' => self.number(),
            b'r' if self.byte(1) == b'"' => self.string(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.name(),
            b'"' => self.string(),
            _ => self.punctuation(),
        }
    }

    /// Ends the line with a newline of `length` bytes.
    fn newline(&mut self, length: usize) {
        if !self.line_used && self.slice(self.line_start, self.at).bytes().all(|byte| byte == b' ' || byte == b'\t') {
            self.comments.blank_lines.push(self.line_start as u32);
        }
        self.at += length;
        self.line_start = self.at;
        self.line_used = false;
    }

    /// The end of the current line, before its newline.
    fn line_end(&mut self) -> usize {
        let (from, end) = self.known_line_end;
        if from <= self.at && self.at <= end {
            return end;
        }
        let end = self.find_line_end();
        self.known_line_end = (self.at, end);
        end
    }

    fn find_line_end(&self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let end = rest.iter().position(|&byte| byte == b'\n').map_or(self.bytes.len(), |length| self.at + length);
        if end > self.at && self.bytes.get(end - 1) == Some(&b'\r') { end - 1 } else { end }
    }

    fn comment(&mut self) {
        let (start, end) = (self.at, self.line_end());
        let text = self.slice(start, end).trim_end();
        let own_line = !self.line_used;
        let kind = match text.as_bytes() {
            [b'/', b'/', b'/', b'/', ..] => CommentKind::Plain,
            [b'/', b'/', b'/', ..] => CommentKind::Doc,
            [b'/', b'/', b'!', ..] => CommentKind::ModuleDoc,
            _ => CommentKind::Plain,
        };
        let index = self.comments.comments.len();
        let span = self.span(start, start + text.len());
        self.comments.comments.push(Comment { span, text: Str::new(text), kind, own_line });
        if kind == CommentKind::Doc {
            self.pending_doc = Some(match self.pending_doc {
                Some((first, last)) if last + 1 == index => (first, index),
                _ => (index, index),
            });
        }
        self.at = end;
        // The line holds a comment: it is not blank, and a token cannot follow.
        self.line_start = end;
        if !self.line_used {
            self.skip_newline_after_comment();
        }
    }

    /// Ends a line that holds only a comment, without taking it for a blank one.
    fn skip_newline_after_comment(&mut self) {
        let length = match (self.byte(0), self.byte(1)) {
            (b'\n', _) => 1,
            (b'\r', b'\n') => 2,
            _ => return,
        };
        self.at += length;
        self.line_start = self.at;
    }

    /// The text of the doc comments `first..=last`.
    fn doc(&self, first: usize, last: usize) -> Option<Doc> {
        let lines = self.comments.comments.get(first..=last)?;
        let span = lines.first()?.span.to(lines.last()?.span);
        let strip = |text: &Str| {
            let text = text.get(3..).unwrap_or("");
            text.strip_prefix(' ').unwrap_or(text).to_owned()
        };
        let text = lines.iter().map(|line| strip(&line.text)).collect::<Vec<_>>().join("\n");
        Some(Doc { text: text.into(), span })
    }

    /// The `//!` lines before the first token.
    fn module_doc(&self) -> Option<Doc> {
        let head = self.tokens.first()?.start;
        let is_head = |comment: &Comment| comment.kind == CommentKind::ModuleDoc && comment.span.start < head;
        let first = self.comments.comments.iter().take_while(|comment| comment.span.start < head).position(is_head)?;
        let count = self.comments.comments.iter().skip(first).take_while(|&comment| is_head(comment)).count();
        self.doc(first, first + count - 1)
    }

    fn name(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let length =
            rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_')).unwrap_or(rest.len());
        let end = self.at + length;
        if self.byte(0).is_ascii_uppercase() {
            self.push(Kind::Upper, end);
        } else {
            let word = Word::of(self.slice(self.at, end));
            self.push_word(Kind::Lower, word, end);
        }
    }

    fn punctuation(&mut self) {
        use Kind::*;
        let (kind, length) = match (self.byte(0), self.byte(1), self.byte(2)) {
            (b'.', b'.', b'.') => (Ellipsis, 3),
            (b'.', b'.', _) => (DotDot, 2),
            (b'.', _, _) => (Dot, 1),
            (b'?', b'.', _) => (QuestionDot, 2),
            (b'?', b'?', _) => (Coalesce, 2),
            (b'?', _, _) => (Question, 1),
            (b'=', b'=', _) => (EqEq, 2),
            (b'=', b'>', _) => (Arrow, 2),
            (b'=', _, _) => (Eq, 1),
            (b'!', b'=', _) => (NotEq, 2),
            (b'!', _, _) => (Bang, 1),
            (b'<', b'=', _) => (LtEq, 2),
            (b'<', _, _) => (Lt, 1),
            (b'>', b'=', _) if self.angles == 0 => (GtEq, 2),
            (b'>', _, _) => (Gt, 1),
            (b'&', b'&', _) => (And, 2),
            (b'|', b'|', _) => (Or, 2),
            (b'|', _, _) => (Bar, 1),
            (b'{', _, _) => (LBrace, 1),
            (b'}', _, _) => (RBrace, 1),
            (b'[', _, _) => (LBracket, 1),
            (b']', _, _) => (RBracket, 1),
            (b'(', _, _) => (LParen, 1),
            (b')', _, _) => (RParen, 1),
            (b',', _, _) => (Comma, 1),
            (b':', _, _) => (Colon, 1),
            (b'@', _, _) => (At, 1),
            (b'+', _, _) => (Plus, 1),
            (b'-', _, _) => (Minus, 1),
            (b'*', _, _) => (Star, 1),
            (b'/', _, _) => (Slash, 1),
            _ => return self.unknown(),
        };
        self.angle(kind);
        self.push(kind, self.at + length);
    }

    /// Keeps count of the `<` that open type arguments: those after an Upper name, which no expression holds. While one is open,
    /// `>=` is `>` `=`, as in `ports: Map<PortName, Port>= {}`.
    fn angle(&mut self, kind: Kind) {
        let after_upper = || self.tokens.last().is_some_and(|token| token.kind == Kind::Upper);
        match kind {
            Kind::Lt if after_upper() => self.angles += 1,
            Kind::Gt => self.angles = self.angles.saturating_sub(1),
            // Types hold none of these: a `<` that was never closed must not reach the next entry.
            Kind::Eq | Kind::LBracket | Kind::And | Kind::Or => self.angles = 0,
            _ => {}
        }
    }

    /// A run of characters that begin no token becomes one error token, but for what other languages mean by it.
    fn unknown(&mut self) {
        let start = self.at;
        match self.slice(start, self.bytes.len()).chars().next() {
            Some('#') if self.interpolations == 0 => return self.hash_comment(),
            Some(first) if self.interpolations == 0 && self.foreign_string(first) => return,
            _ => {}
        }
        let known =
            |c: char| c.is_ascii_alphanumeric() || c.is_ascii_whitespace() || "_\"{}[](),:=.?@|+-*/!<>".contains(c);
        let rest = self.slice(start, self.bytes.len());
        let lone_return = rest.starts_with('\r');
        let length = match lone_return {
            true => rest.find(|c| c != '\r').unwrap_or(rest.len()),
            false => rest.find(known).unwrap_or(rest.len()),
        };
        let (first, length) = match rest.chars().next() {
            Some(first) => (first, length.max(first.len_utf8())),
            None => return,
        };
        // CR CR LF: the last CR belongs to the newline.
        let crlf = lone_return && length > 1 && self.byte(length) == b'\n';
        let end = start + length - usize::from(crlf);
        let span = self.span(start, end);
        // U+FFFD stands for bytes that were not UTF-8, which are reported as such. Where every second character is NUL, once is enough.
        let told = first == '\0' && std::mem::replace(&mut self.nul_told, true);
        if first != char::REPLACEMENT_CHARACTER && !told {
            self.report(e01::e0102_unexpected_character::unexpected_character(span, self.slice(start, end)));
        }
        self.push(Kind::Error, end);
    }
}
