//! What stands in a `kind`, in `extend environment`, and outputs.

use super::reader::Reader;
use crate::ast::{KindItem, Notes, Output};
use crate::token::{Kind, Word};

impl<'t> Reader<'_, 't> {
    /// `{ item … }`.
    pub fn kind_items(&mut self) -> Option<Vec<KindItem>> {
        if !self.opens(Kind::LBrace) {
            return None;
        }
        self.inside(|reader| reader.members(Self::kind_item))
    }

    fn kind_item(&mut self) -> Option<KindItem> {
        // An attribute may be called `output`, `child` or `expose`: then a colon follows.
        if self.ahead(1).kind != Kind::Colon {
            match self.peek().word {
                Word::Expose => return self.expose(),
                Word::Assert => return self.assert().map(KindItem::Assert),
                _ => {}
            }
        }
        let notes = self.notes()?;
        if self.ahead(1).kind == Kind::Colon {
            return self.field_after(notes).map(KindItem::Attribute);
        }
        match self.peek().word {
            Word::Output => self.output(notes).map(KindItem::Output),
            _ => self.child(notes),
        }
    }

    fn child(&mut self, notes: Notes) -> Option<KindItem> {
        self.word(Word::Child)?;
        let kind = self.path()?;
        let many = self.eat(Kind::Star);
        if !many {
            self.take(Kind::Question)?;
        }
        Some(KindItem::Child { kind, notes, many })
    }

    fn expose(&mut self) -> Option<KindItem> {
        self.word(Word::Expose)?;
        let attribute = self.lower()?;
        self.word(Word::As)?;
        Some(KindItem::Expose { attribute, ty: self.ty()? })
    }

    /// `output name(params): Type = value` behind its notes.
    pub fn output(&mut self, notes: Notes) -> Option<Output> {
        let start = self.start();
        self.word(Word::Output)?;
        let name = self.declared()?;
        let params = match self.opens(Kind::LParen) {
            true => Some(self.params()?),
            false => None,
        };
        self.take(Kind::Colon)?;
        let ty = self.ty()?;
        let value = self.assigned()?;
        Some(Output { notes, name, params, ty, value, span: self.span_from(start) })
    }
}
