//! Types, fields, refinements and notes.

use super::reader::Reader;
use crate::ast::{Attribute, Expr, ExprKind, Field, Ident, Notes, TagPayload, Type, TypeKind, Where};
use crate::grammar::types::{documented, late_of};
use crate::token::{Flags, Kind, Word};

impl<'t> Reader<'_, 't> {
    /// Documentation and attributes before something.
    pub fn notes(&mut self) -> Option<Notes> {
        let mut attributes = Vec::new();
        let mut doc = None;
        while self.peek().kind == Kind::At {
            let sign = self.next();
            doc = self.context.doc(sign).or(doc);
            let name = self.lower()?;
            let args = if self.opens(Kind::LParen) { self.args()? } else { Vec::new() };
            attributes.push(Attribute { name, args, span: self.span_from(sign.start) });
        }
        // Attributes at the end of a group stand before nothing.
        let next = self.peek();
        if !attributes.is_empty() && matches!(next.kind, Kind::Close | Kind::End) {
            return None;
        }
        let own = self.context.doc(next);
        Some(Notes { doc: doc.or(own), attributes })
    }

    /// `| a | late B? | c { … }`.
    pub fn ty(&mut self) -> Option<Type> {
        let first = self.peek();
        let doc = (first.kind == Kind::Bar).then(|| self.bar());
        let alternative = self.alternative()?;
        if doc.is_none() && self.peek().kind != Kind::Bar {
            return Some(alternative);
        }
        let mut alternatives = vec![documented(doc.flatten(), alternative)];
        while self.peek().kind == Kind::Bar {
            let doc = self.bar();
            let alternative = self.alternative()?;
            alternatives.push(documented(doc, alternative));
        }
        Some(Type { kind: TypeKind::Union(alternatives), span: self.span_from(first.start) })
    }

    /// Takes a `|` with the documentation before it.
    fn bar(&mut self) -> Option<crate::ast::Doc> {
        let bar = self.next();
        self.context.doc(bar)
    }

    fn alternative(&mut self) -> Option<Type> {
        let start = self.start();
        if !self.peek().is_word(Word::Late) || !self.begins_type(1) {
            return self.optional();
        }
        self.next();
        let kind = late_of(self.optional()?);
        Some(Type { kind, span: self.span_from(start) })
    }

    /// Whether the tree `count` behind the next one begins a type: otherwise `late` before it is a tag.
    fn begins_type(&self, count: usize) -> bool {
        let (tree, next) = (self.ahead(count), self.ahead(count + 1));
        let is_qualifier = || next.kind == Kind::Dot && self.ahead(count + 2).kind == Kind::Upper;
        match tree.kind {
            Kind::Upper | Kind::LBrace | Kind::At | Kind::Error => true,
            Kind::Lower => !tree.flags.has(Flags::BEGINS) && (!tree.word.is_expression_word() || is_qualifier()),
            _ => false,
        }
    }

    /// `T`, `T?`.
    fn optional(&mut self) -> Option<Type> {
        let start = self.start();
        let ty = self.prim()?;
        if !self.eat(Kind::Question) {
            return Some(ty);
        }
        Some(Type { kind: TypeKind::Optional(Box::new(ty)), span: self.span_from(start) })
    }

    fn prim(&mut self) -> Option<Type> {
        let tree = self.peek();
        let kind = match tree.kind {
            Kind::Upper => self.named_type(None)?,
            Kind::Lower if self.ahead(1).kind == Kind::Dot && !tree.flags.has(Flags::BEGINS) => {
                let qualifier = self.lower()?;
                self.next();
                self.named_type(Some(qualifier))?
            }
            Kind::LBrace => TypeKind::Record(self.fields()?),
            _ => self.tag()?,
        };
        Some(Type { kind, span: self.span_from(tree.start) })
    }

    fn named_type(&mut self, qualifier: Option<Ident>) -> Option<TypeKind> {
        let name = self.upper()?;
        let path = self.context.path(qualifier.into_iter().chain([name]).collect());
        let mut args = Vec::new();
        if self.eat(Kind::Lt) {
            args.push(self.ty()?);
            while self.eat(Kind::Comma) && self.peek().kind != Kind::Gt {
                args.push(self.ty()?);
            }
            self.take(Kind::Gt)?;
        }
        Some(TypeKind::Named { path, args })
    }

    /// `tag`, `tag { … }`, `tag(…)`, with its notes.
    fn tag(&mut self) -> Option<TypeKind> {
        let notes = self.notes()?;
        let tree = self.peek();
        if tree.word.is_expression_word() || tree.flags.has(Flags::BEGINS) {
            return None;
        }
        let name = self.lower()?;
        let payload = if self.opens(Kind::LBrace) {
            TagPayload::Fields(self.fields()?)
        } else if self.opens(Kind::LParen) {
            TagPayload::Positional(self.positional()?)
        } else {
            TagPayload::None
        };
        Some(TypeKind::Tag { notes, name, payload })
    }

    /// Fields in braces, commas optional.
    fn fields(&mut self) -> Option<Vec<Field>> {
        self.inside(|reader| reader.members(Self::field))
    }

    /// A payload in parentheses: fields, of which one may go without a name.
    fn positional(&mut self) -> Option<Vec<Field>> {
        let fields = self.inside(|reader| {
            reader.items(|reader| {
                let notes = reader.notes()?;
                if reader.peek().kind == Kind::Lower && reader.ahead(1).kind == Kind::Colon {
                    return reader.field_after(notes);
                }
                let ty = reader.ty()?;
                let name = Ident { text: "value".into(), span: ty.span.at_start() };
                let span = ty.span;
                Some(Field { notes, name, ty, default: None, refinement: None, span })
            })
        })?;
        let unnamed = fields.iter().filter(|field| field.name.span.is_empty()).count();
        (unnamed <= 1).then_some(fields)
    }

    /// `name: Type = default where condition, "message"`, with its notes.
    pub fn field(&mut self) -> Option<Field> {
        let notes = self.notes()?;
        self.field_after(notes)
    }

    pub fn field_after(&mut self, notes: Notes) -> Option<Field> {
        let start = self.start();
        let name = self.lower()?;
        self.take(Kind::Colon)?;
        let ty = self.ty()?;
        let default = self.assigned()?;
        let refinement = self.refinement()?.map(Box::new);
        Some(Field { notes, name, ty, default, refinement, span: self.span_from(start) })
    }

    /// `= value`, if it is there; else none.
    pub fn assigned(&mut self) -> Option<Option<Expr>> {
        match self.eat(Kind::Eq) {
            true => self.expr().map(Some),
            false => Some(None),
        }
    }

    /// What stands between the parentheses of a declaration.
    pub fn params(&mut self) -> Option<Vec<Field>> {
        if !self.opens(Kind::LParen) {
            return None;
        }
        self.inside(|reader| reader.items(Self::field))
    }

    /// `where e, "message"`, if it is there; else none. A string after the comma is the message, a name there the next parameter.
    pub fn refinement(&mut self) -> Option<Option<Where>> {
        let start = self.start();
        if !self.eat_word(Word::Where) {
            return Some(None);
        }
        let condition = self.expr()?;
        let mut message = None;
        if self.peek().kind == Kind::Comma && self.ahead(1).kind.is_string() {
            self.next();
            let string = self.string()?;
            let span = string.span;
            message = Some(Expr { kind: ExprKind::String(string), span });
        }
        Some(Some(Where { condition, message, span: self.span_from(start) }))
    }
}
