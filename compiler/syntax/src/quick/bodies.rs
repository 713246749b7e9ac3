//! Bodies, their entries, and blocks.

use super::reader::Reader;
use crate::ast::{
    Assert, Block, Body, ElseEntry, Entry, EntryArm, EntryKind, Ident, IfEntry, Key, Label, Let, Notes, UnsetTarget,
};
use crate::token::{Flags, Kind, Word};
use crate::trees::Tree;

impl<'t> Reader<'_, 't> {
    /// `{ entries }`.
    pub fn body(&mut self) -> Option<Body> {
        let group = self.peek();
        if group.kind != Kind::LBrace {
            return None;
        }
        let entries = self.inside(|reader| reader.members(Self::entry))?;
        Some(Body { entries, span: self.context.span(group), damaged: group.flags.has(Flags::DAMAGED) })
    }

    /// A body on the line of its header.
    pub fn body_after_header(&mut self) -> Option<Body> {
        if self.peek().nl() { None } else { self.body() }
    }

    fn entry(&mut self) -> Option<Entry> {
        let start = self.start();
        let notes = self.notes()?;
        self.entry_after(start, notes)
    }

    /// An entry behind its notes, the first of which begins at `start`.
    pub fn entry_after(&mut self, start: u32, notes: Notes) -> Option<Entry> {
        let kind = self.entry_kind()?;
        let span = notes.with_doc(self.span_from(start));
        Some(Entry { notes, kind, span })
    }

    /// What an entry is, by its first words.
    fn entry_kind(&mut self) -> Option<EntryKind> {
        let tree = self.peek();
        if tree.flags.has(Flags::KEY) {
            let key = self.key()?;
            self.take(Kind::Eq)?;
            return Some(EntryKind::Assign { key, value: self.expr()? });
        }
        match tree.word {
            Word::Let => Some(EntryKind::Let(Box::new(self.let_()?))),
            Word::In => {
                let environments = self.environments()??;
                Some(EntryKind::Overlay { environments, body: self.body_after_header()? })
            }
            Word::For => self.for_entry(),
            Word::If => Some(EntryKind::If(Box::new(self.if_entry()?))),
            Word::Match => {
                self.next();
                let scrutinee = self.head()?;
                let arms =
                    self.arms(|reader, patterns| Some(EntryArm { patterns, body: reader.body_after_header()? }))?;
                Some(EntryKind::Match { scrutinee, arms })
            }
            Word::Unset => self.unset().map(EntryKind::Unset),
            Word::Assert => Some(EntryKind::Assert(Box::new(self.assert()?))),
            _ if tree.kind == Kind::Ellipsis => {
                self.next();
                self.expr().map(EntryKind::Spread)
            }
            _ => Some(EntryKind::Block(Box::new(self.block()?))),
        }
    }

    /// A name or a string.
    fn key(&mut self) -> Option<Key> {
        match self.peek().kind {
            Kind::Lower | Kind::Upper => Some(Key::Name(self.ident())),
            _ => self.string().map(Key::Text),
        }
    }

    /// `let x: T = e`.
    pub fn let_(&mut self) -> Option<Let> {
        self.word(Word::Let)?;
        let name = self.declared()?;
        let ty = match self.eat(Kind::Colon) {
            true => Some(self.ty()?),
            false => None,
        };
        self.take(Kind::Eq)?;
        Some(Let { name, ty, value: self.expr()? })
    }

    /// `assert e, "text"`.
    pub fn assert(&mut self) -> Option<Assert> {
        let start = self.start();
        self.word(Word::Assert)?;
        let condition = self.expr()?;
        self.take(Kind::Comma)?;
        let message = self.expr()?;
        Some(Assert { condition, message, span: self.span_from(start) })
    }

    fn for_entry(&mut self) -> Option<EntryKind> {
        self.word(Word::For)?;
        let binders = self.binders()?;
        self.word(Word::In)?;
        let iterable = self.head()?;
        Some(EntryKind::For { binders, iterable, body: self.body_after_header()? })
    }

    fn if_entry(&mut self) -> Option<IfEntry> {
        self.word(Word::If)?;
        let condition = self.head()?;
        let then = self.body_after_header()?;
        let otherwise = match self.eat_word(Word::Else) {
            false => None,
            true if self.peek().is_word(Word::If) => Some(ElseEntry::If(Box::new(self.if_entry()?))),
            true => Some(ElseEntry::Body(self.body_after_header()?)),
        };
        Some(IfEntry { condition, then, otherwise })
    }

    /// `unset slo latency`, `unset env.LOG_LEVEL`, `unset replicas`.
    fn unset(&mut self) -> Option<UnsetTarget> {
        self.word(Word::Unset)?;
        let is_name = |tree: &Tree| !tree.flags.has(Flags::BEGINS);
        if self.peek().kind == Kind::Lower && is_name(self.peek()) && is_label(self.ahead(1)) {
            let kind = self.lower()?;
            let Label { text, span, .. } = self.label()?;
            return Some(UnsetTarget::Block { kind, label: Ident { text, span } });
        }
        let part = |reader: &mut Self| if is_name(reader.peek()) { reader.key() } else { None };
        self.separated(Kind::Dot, part).map(UnsetTarget::Path)
    }

    /// `kind label… : parent in envs { … }`.
    pub fn block(&mut self) -> Option<Block> {
        let tree = self.peek();
        if tree.word.is_expression_word() || tree.flags.has(Flags::KEY) {
            return None;
        }
        let head = self.path()?;
        let mut labels = Vec::new();
        while is_label(self.peek()) {
            labels.push(self.label()?);
        }
        let parent = match self.eat(Kind::Colon) {
            true => Some(self.lower()?),
            false => None,
        };
        let alive_in = self.environments()?;
        Some(Block { head, labels, parent, alive_in, body: self.body_after_header()? })
    }

    /// A label, on the line of its header. `this` is one in components; the other reserved words are none.
    fn label(&mut self) -> Option<Label> {
        let tree = self.peek();
        if tree.kind.is_string() {
            let string = self.text()?;
            return Some(Label { text: string.plain()?, span: string.span, quoted: true });
        }
        let is_hyphen = self.ahead(1).kind == Kind::Minus && self.ahead(1).joint();
        if is_hyphen || tree.word.is_reserved() && tree.word != Word::This {
            return None;
        }
        let name = self.ident();
        Some(Label { text: name.text, span: name.span, quoted: false })
    }
}

fn is_label(tree: &Tree) -> bool {
    let by_kind = matches!(tree.kind, Kind::Lower | Kind::Upper) || tree.kind.is_string();
    by_kind && !tree.nl() && !tree.is_word(Word::In)
}
