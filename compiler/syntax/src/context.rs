//! The file that is read: what both readers look up in it, and what they remember of it.

use crate::ast::{Doc, Expr, Ident, Path, StringPart};
use crate::grammar::Read;
use crate::lexer::Lexed;
use crate::token::Flags;
use crate::trees::{Tree, Trees};
use infrac_diagnostics::Diagnostic;
use infrac_source::{FileId, Source, Span, Str};

/// The file that is read, and what the rules report by themselves.
pub(crate) struct Context<'t> {
    pub file: FileId,
    pub text: &'t str,
    pub trees: &'t Trees,
    pub docs: &'t [(u32, Doc)],
    /// See [`Lexed::unclosed`].
    unclosed: &'t [(u32, u32)],
    /// Findings of rules that can go on. Those of abandoned alternatives are taken back.
    pub problems: Vec<Diagnostic>,
    /// Whether a rule recovered since this was last cleared.
    pub recovered: bool,
    /// Where items begin: declarations, entries, arms, fields, arguments. What the formatter breaks at.
    pub item_starts: Vec<u32>,
    /// The starts of the tokens whose documentation was taken. What abandoned alternatives took is given back.
    pub documented: Vec<u32>,
    /// The last item that the grammar read.
    pub read: Option<Read>,
}

/// How much was remembered at a place, so that what was tried from there in vain can be forgotten.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    problems: usize,
    item_starts: usize,
    documented: usize,
}

impl<'t> Context<'t> {
    /// At the beginning of a file.
    pub fn new(source: &'t Source, trees: &'t Trees, lexed: &'t Lexed) -> Self {
        Self {
            file: source.id(),
            text: source.text(),
            trees,
            docs: &lexed.docs,
            unclosed: &lexed.unclosed,
            problems: Vec::new(),
            recovered: false,
            item_starts: Vec::new(),
            documented: Vec::new(),
            read: None,
        }
    }

    /// The same file, of which nothing was remembered yet.
    pub fn again(&self) -> Self {
        Self {
            problems: Vec::new(),
            recovered: false,
            item_starts: Vec::new(),
            documented: Vec::new(),
            read: None,
            ..*self
        }
    }

    /// What was remembered up to here.
    pub fn mark(&self) -> Mark {
        Mark { problems: self.problems.len(), item_starts: self.item_starts.len(), documented: self.documented.len() }
    }

    /// Forgets what was remembered since `mark`.
    pub fn back_to(&mut self, mark: Mark) {
        self.problems.truncate(mark.problems);
        self.item_starts.truncate(mark.item_starts);
        self.documented.truncate(mark.documented);
    }

    /// Remembers that an item was read from `trees`.
    pub fn item(&mut self, trees: &'t [Tree]) {
        self.item_starts.extend(trees.first().map(|tree| tree.start));
    }

    pub fn span(&self, tree: &Tree) -> Span {
        tree.span(self.file)
    }

    /// From the first to the last of `trees`.
    pub fn span_of(&self, trees: &[Tree]) -> Span {
        match (trees.first(), trees.last()) {
            (Some(first), Some(last)) => Span::new(self.file, first.start, last.end),
            _ => Span::new(self.file, 0, 0),
        }
    }

    pub fn text_of(&self, tree: &Tree) -> &'t str {
        self.text.get(tree.start as usize..tree.end as usize).unwrap_or("")
    }

    /// The interpolation that takes that place.
    pub fn interpolation(&self, expr: Box<Expr>, span: Span) -> StringPart {
        let closed = self.text.get(span.range()).is_some_and(|text| text.ends_with('}'));
        StringPart::Interpolation { expr, span, closed }
    }

    pub fn str(&self, tree: &Tree) -> Str {
        Str::new(self.text_of(tree))
    }

    pub fn ident(&self, tree: &Tree) -> Ident {
        Ident { text: self.str(tree), span: self.span(tree) }
    }

    pub fn path(&self, segments: Vec<Ident>) -> Path {
        let span = match (segments.first(), segments.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::new(self.file, 0, 0),
        };
        Path { segments, span }
    }

    /// Takes the documentation right before `tree`.
    pub fn doc(&mut self, tree: &Tree) -> Option<Doc> {
        if !tree.flags.has(Flags::DOC) {
            return None;
        }
        let at = self.docs.binary_search_by_key(&tree.start, |(start, _)| *start).ok()?;
        self.documented.push(tree.start);
        self.docs.get(at).map(|(_, doc)| doc.clone())
    }

    /// Whether the line of this byte ends in a string without its end.
    pub fn is_unclosed(&self, at: u32) -> bool {
        let line = self.unclosed.partition_point(|(_, end)| *end < at);
        self.unclosed.get(line).is_some_and(|(start, _)| *start <= at)
    }

    /// What stands in a group.
    pub fn children(&self, tree: &Tree) -> &'t [Tree] {
        self.trees.children(tree)
    }
}
