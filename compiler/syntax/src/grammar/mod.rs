//! The grammar, in chumsky, over token trees. Nothing of chumsky leaves this crate.
//!
//! Every rule is generic in its error type: [`chumsky::error::EmptyErr`] for the first pass, which only finds out where all is
//! well, and [`detail::Detail`] for the second, which reads the failed declarations again and says what was expected. Rules keep
//! three promises that make both passes linear:
//!
//! - alternatives are told apart by their first two or three tokens, so that no group is ever read twice at one level;
//! - what stands between delimiters never fails: it recovers inside (an item, an entry, or the whole group becomes `Error`);
//! - recursion happens only through groups and operators, whose depth the trees have bounded.

mod bodies;
mod declarations;
pub(crate) mod detail;
mod expressions;
mod kinds;
mod patterns;
mod strings;
mod tokens;
mod types;

pub(crate) use declarations::{Item, file, first};

use crate::ast::{Doc, Ident, Path};
use crate::token::{Flags, Kind};
use crate::trees::{Tree, Trees};
use chumsky::extra::Full;
use chumsky::input::{Checkpoint, Cursor};
use chumsky::inspector::Inspector;
use detail::What;
use infrac_diagnostics::Diagnostic;
use infrac_source::{FileId, Span, Str};

/// What a rule reads: the children of one group, or the file.
pub(crate) type Input<'t> = &'t [Tree];

/// What travels with a rule: error type `F`, and the file as state.
pub(crate) type Extra<'t, F> = Full<F, Context<'t>, ()>;

/// A rule that gives `O`.
pub(crate) type Rule<'t, O, F> = chumsky::Boxed<'t, 't, Input<'t>, O, Extra<'t, F>>;

/// An error type of the grammar.
pub(crate) trait Failure<'t>:
    chumsky::error::Error<'t, Input<'t>> + chumsky::label::LabelError<'t, Input<'t>, What> + 't
{
}

impl<'t, F> Failure<'t> for F where
    F: chumsky::error::Error<'t, Input<'t>> + chumsky::label::LabelError<'t, Input<'t>, What> + 't
{
}

/// The file that is read, and what the rules report by themselves.
pub(crate) struct Context<'t> {
    pub file: FileId,
    pub text: &'t str,
    pub trees: &'t Trees,
    pub docs: &'t [(u32, Doc)],
    /// Findings of rules that can go on. Those of abandoned alternatives are taken back.
    pub problems: Vec<Diagnostic>,
    /// Whether a rule recovered since this was last cleared.
    pub recovered: bool,
    /// Where items begin: declarations, entries, arms, fields, arguments. What the formatter breaks at.
    pub item_starts: Vec<u32>,
    /// The starts of the tokens whose documentation was taken. What abandoned alternatives took is given back.
    pub documented: Vec<u32>,
}

impl<'t> Inspector<'t, Input<'t>> for Context<'t> {
    type Checkpoint = (usize, usize, usize);

    fn on_token(&mut self, _: &Tree) {}

    fn on_save<'parse>(&self, _: &Cursor<'t, 'parse, Input<'t>>) -> (usize, usize, usize) {
        (self.problems.len(), self.item_starts.len(), self.documented.len())
    }

    fn on_rewind<'parse>(&mut self, marker: &Checkpoint<'t, 'parse, Input<'t>, (usize, usize, usize)>) {
        let (problems, item_starts, documented) = *marker.inspector();
        self.problems.truncate(problems);
        self.item_starts.truncate(item_starts);
        self.documented.truncate(documented);
    }
}

impl<'t> Context<'t> {
    /// Remembers that an item was read from `trees`.
    pub fn item(&mut self, trees: Input<'t>) {
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

    pub fn ident(&self, tree: &Tree) -> Ident {
        Ident { text: Str::new(self.text_of(tree)), span: self.span(tree) }
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

    /// What stands in a group.
    pub fn children(&self, tree: &Tree) -> Input<'t> {
        self.trees.children(tree)
    }
}

/// Whether `tree` begins a new line in a way that only the next entry can: recovery stops there.
pub(crate) fn begins_entry(tree: &Tree) -> bool {
    let by_kind = match tree.kind {
        Kind::Lower => !matches!(tree.word, crate::token::Word::Then | crate::token::Word::Else),
        Kind::Upper | Kind::Ellipsis | Kind::At => true,
        kind => kind.is_string(),
    };
    tree.nl() && by_kind
}
