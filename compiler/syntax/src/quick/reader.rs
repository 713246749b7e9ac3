//! A place in a group of trees, and the smallest steps from it: one tree, one word, one name, one group.

use crate::ast::{Ident, Path};
use crate::context::Context;
use crate::token::{Flags, Kind, Word};
use crate::trees::Tree;
use infrac_source::Span;

/// What is met past the last tree: nothing that any rule takes.
const NOTHING: &Tree = &Tree::END;

/// Reads one tree after the other. A step that does not find what it wants gives `None`, and then all is given up.
pub(super) struct Reader<'c, 't> {
    pub context: &'c mut Context<'t>,
    /// What is left of the innermost group.
    rest: &'t [Tree],
    /// Where the last tree ended that was taken.
    end: u32,
}

impl<'c, 't> Reader<'c, 't> {
    pub fn new(context: &'c mut Context<'t>, trees: &'t [Tree]) -> Self {
        Self { context, rest: trees, end: 0 }
    }

    /// How many trees are left of the innermost group.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next tree.
    pub fn peek(&self) -> &'t Tree {
        self.rest.first().unwrap_or(NOTHING)
    }

    /// The tree `count` behind the next one.
    pub fn ahead(&self, count: usize) -> &'t Tree {
        self.rest.get(count).unwrap_or(NOTHING)
    }

    /// Where the next tree begins.
    pub fn start(&self) -> u32 {
        self.peek().start
    }

    /// From `start` to the end of the last tree that was taken.
    pub fn span_from(&self, start: u32) -> Span {
        Span::new(self.context.file, start, self.end)
    }

    /// Takes the next tree, whatever it is.
    pub fn next(&mut self) -> &'t Tree {
        let Some((tree, rest)) = self.rest.split_first() else { return NOTHING };
        self.rest = rest;
        self.end = tree.end;
        tree
    }

    /// Takes the next tree, which must be of `kind`.
    pub fn take(&mut self, kind: Kind) -> Option<&'t Tree> {
        (self.peek().kind == kind).then(|| self.next())
    }

    /// Takes the next tree if it is of `kind`.
    pub fn eat(&mut self, kind: Kind) -> bool {
        self.take(kind).is_some()
    }

    /// Takes the next tree if it is `word`.
    pub fn eat_word(&mut self, word: Word) -> bool {
        let found = self.peek().is_word(word);
        if found {
            self.next();
        }
        found
    }

    /// Takes the next tree, which must be `word`.
    pub fn word(&mut self, word: Word) -> Option<()> {
        self.eat_word(word).then_some(())
    }

    /// Goes into the group that is next, of which `read` must take all.
    pub fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let group = self.next();
        let outside = std::mem::replace(&mut self.rest, self.context.children(group));
        let value = read(self)?;
        self.take(Kind::Close)?;
        self.rest = outside;
        self.end = group.end;
        Some(value)
    }

    /// Whether a group of `kind` is next, on the line of what is before it.
    pub fn opens(&self, kind: Kind) -> bool {
        let tree = self.peek();
        tree.kind == kind && !tree.nl()
    }

    /// Items between commas up to the end of the group.
    pub fn items<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let commas = self.rest.iter().filter(|tree| tree.kind == Kind::Comma).count();
        let mut items = Vec::with_capacity(commas + usize::from(self.left() > 1));
        while self.peek().kind != Kind::Close {
            self.note_item();
            items.push(item(self)?);
            if !self.eat(Kind::Comma) && self.peek().kind != Kind::Close {
                return None;
            }
        }
        Some(items)
    }

    /// Members up to the end of the group, with or without commas.
    pub fn members<T>(&mut self, mut member: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        // Members are large: room for four where one stands, as vectors grow, would be most of a tree's memory.
        let lines = self.rest.iter().filter(|tree| tree.nl()).count();
        let mut members = Vec::with_capacity(lines.max(1));
        while self.peek().kind != Kind::Close {
            self.note_item();
            members.push(member(self)?);
            self.eat(Kind::Comma);
        }
        members.shrink_to_fit();
        Some(members)
    }

    /// One or more, between separators of `kind`.
    pub fn separated<T>(&mut self, kind: Kind, mut one: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut all = vec![one(self)?];
        while self.eat(kind) {
            all.push(one(self)?);
        }
        Some(all)
    }

    /// Remembers that an item begins here.
    pub fn note_item(&mut self) {
        self.context.item_starts.push(self.peek().start);
    }

    /// The next tree as a name.
    pub fn ident(&mut self) -> Ident {
        let tree = self.next();
        self.context.ident(tree)
    }

    /// A lower name, whatever word it spells.
    pub fn lower(&mut self) -> Option<Ident> {
        (self.peek().kind == Kind::Lower).then(|| self.ident())
    }

    /// An upper name.
    pub fn upper(&mut self) -> Option<Ident> {
        (self.peek().kind == Kind::Upper).then(|| self.ident())
    }

    /// A lower name that is declared.
    pub fn declared(&mut self) -> Option<Ident> {
        let tree = self.peek();
        if tree.flags.has(Flags::BEGINS) || tree.word.is_reserved() {
            return None;
        }
        self.lower()
    }

    /// `name.name`.
    pub fn path(&mut self) -> Option<Path> {
        let mut segments = vec![self.lower()?];
        while self.eat(Kind::Dot) {
            if self.peek().flags.has(Flags::BEGINS) {
                return None;
            }
            segments.push(self.lower()?);
        }
        Some(self.context.path(segments))
    }

    /// `in a, b`, if it is there; else none.
    pub fn environments(&mut self) -> Option<Option<Vec<Ident>>> {
        match self.eat_word(Word::In) {
            true => self.separated(Kind::Comma, Self::lower).map(Some),
            false => Some(None),
        }
    }
}
