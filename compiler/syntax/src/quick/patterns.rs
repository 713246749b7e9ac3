//! Patterns, binders, and the arms of a `match`.

use super::reader::Reader;
use crate::ast::{Ident, Pattern, PatternKind, TagBinding};
use crate::token::{Flags, Kind, Word};

impl<'t> Reader<'_, 't> {
    /// The one or two names of a `for`.
    pub fn binders(&mut self) -> Option<Vec<Ident>> {
        let mut binders = vec![self.declared()?];
        if self.eat(Kind::Comma) {
            binders.push(self.declared()?);
        }
        Some(binders)
    }

    /// `{ pattern | pattern => value … }`: the arms, each made of its patterns and what stands behind its arrow.
    pub fn arms<A>(&mut self, arm: fn(&mut Self, Vec<Pattern>) -> Option<A>) -> Option<Vec<A>> {
        if !self.opens(Kind::LBrace) {
            return None;
        }
        self.inside(|reader| {
            reader.members(|reader| {
                reader.eat(Kind::Bar);
                let patterns = reader.separated(Kind::Bar, Self::pattern)?;
                reader.take(Kind::Arrow)?;
                arm(reader, patterns)
            })
        })
    }

    fn pattern(&mut self) -> Option<Pattern> {
        let tree = self.peek();
        let kind = match tree.kind {
            Kind::Number => PatternKind::Number(self.number()?),
            Kind::Lower => self.name_pattern(tree.word)?,
            _ => PatternKind::String(self.string()?),
        };
        Some(Pattern { kind, span: self.span_from(tree.start) })
    }

    fn name_pattern(&mut self, word: Word) -> Option<PatternKind> {
        let constant = match word {
            Word::Underscore => PatternKind::Wildcard,
            Word::Null => PatternKind::Null,
            Word::True => PatternKind::Bool(true),
            Word::False => PatternKind::Bool(false),
            Word::Let if self.binds() => {
                self.next();
                return self.declared().map(PatternKind::Bind);
            }
            word if word.is_expression_word() => return None,
            _ => {
                let name = self.lower()?;
                return Some(PatternKind::Tag { name, bind: self.tag_binding()? });
            }
        };
        self.next();
        Some(constant)
    }

    /// Whether `let` is the word here and not a tag of that name: then a name follows.
    fn binds(&self) -> bool {
        let name = self.ahead(1);
        self.peek().is_word(Word::Let) && name.kind == Kind::Lower && !name.flags.has(Flags::BEGINS)
    }

    fn tag_binding(&mut self) -> Option<TagBinding> {
        let tree = self.peek();
        match tree.kind {
            Kind::LParen if !tree.nl() => {
                self.inside(|reader| reader.items(Self::declared)).map(TagBinding::Positional)
            }
            Kind::LBrace if !tree.nl() => self.inside(|reader| reader.items(Self::declared)).map(TagBinding::Fields),
            Kind::Lower if !tree.nl() => self.declared().map(TagBinding::Whole),
            _ => Some(TagBinding::None),
        }
    }
}
