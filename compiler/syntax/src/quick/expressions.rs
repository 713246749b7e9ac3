//! Expressions: what operators join. The operators are beside, in `operators`.

use super::reader::Reader;
use crate::ast::{Arg, Expr, ExprArm, ExprKind, ListItem};
use crate::token::{Flags, Kind, Word};
use crate::trees::Tree;
use infrac_quantity::Literal;

/// What a `{` behind a name is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Brace {
    /// The payload of the name.
    Payload,
    /// The body of the `if`, `for` or `match` whose head is read.
    Body,
}

impl<'t> Reader<'_, 't> {
    /// Any expression.
    pub fn expr(&mut self) -> Option<Expr> {
        self.full(Brace::Payload)
    }

    /// One that a body follows: `if e {`.
    pub fn head(&mut self) -> Option<Expr> {
        self.full(Brace::Body)
    }

    /// `if c then a else b`, or operators and what they join.
    fn full(&mut self, brace: Brace) -> Option<Expr> {
        let start = self.start();
        if !self.eat_word(Word::If) {
            return self.operators(brace, 0);
        }
        let condition = Box::new(self.full(brace)?);
        self.word(Word::Then)?;
        let then = Box::new(self.full(brace)?);
        self.word(Word::Else)?;
        let otherwise = Box::new(self.full(brace)?);
        Some(Expr { kind: ExprKind::If { condition, then, otherwise }, span: self.span_from(start) })
    }

    /// What operators join.
    pub fn atom(&mut self, brace: Brace) -> Option<Expr> {
        let tree = self.peek();
        let kind = match tree.kind {
            Kind::Lower => return self.lower_atom(tree, brace),
            Kind::Number => ExprKind::Number(self.number()?),
            Kind::Upper if !tree.flags.has(Flags::BEGINS) => ExprKind::Name(self.ident().text),
            Kind::LBracket => ExprKind::List(self.inside(|reader| reader.items(Self::list_item))?),
            Kind::LParen => ExprKind::Paren(Box::new(self.inside(Self::expr)?)),
            Kind::LBrace => ExprKind::Body(self.body()?),
            kind if kind.is_string() => ExprKind::String(self.string()?),
            _ => return None,
        };
        Some(Expr { kind, span: self.context.span(tree) })
    }

    /// A name with or without payload, a constant, or a `match`.
    fn lower_atom(&mut self, tree: &'t Tree, brace: Brace) -> Option<Expr> {
        let kind = match tree.word {
            Word::Match => return self.match_expr(),
            Word::True => ExprKind::Bool(true),
            Word::False => ExprKind::Bool(false),
            Word::Null => ExprKind::Null,
            word if word.is_expression_word() || tree.flags.has(Flags::BEGINS) => return None,
            _ => return self.name(brace),
        };
        self.next();
        Some(Expr { kind, span: self.context.span(tree) })
    }

    fn name(&mut self, brace: Brace) -> Option<Expr> {
        let tree = self.next();
        if brace == Brace::Payload && self.opens(Kind::LBrace) {
            return self.payload(tree);
        }
        Some(Expr { kind: ExprKind::Name(self.context.str(tree)), span: self.context.span(tree) })
    }

    fn payload(&mut self, tag: &'t Tree) -> Option<Expr> {
        let tag = self.context.ident(tag);
        let body = self.body()?;
        let span = tag.span.to(body.span);
        Some(Expr { kind: ExprKind::Payload { tag, body }, span })
    }

    fn match_expr(&mut self) -> Option<Expr> {
        let start = self.start();
        self.word(Word::Match)?;
        let scrutinee = Box::new(self.head()?);
        let arms = self.arms(|reader, patterns| Some(ExprArm { patterns, value: reader.expr()? }))?;
        Some(Expr { kind: ExprKind::Match { scrutinee, arms }, span: self.span_from(start) })
    }

    /// A number that is one: its unit is known and its digits fit.
    pub fn number(&mut self) -> Option<Literal> {
        let tree = self.take(Kind::Number)?;
        Literal::parse(self.context.text_of(tree)).ok()
    }

    /// What stands between the parentheses of a call or an attribute.
    pub fn args(&mut self) -> Option<Vec<Arg>> {
        self.inside(|reader| reader.items(Self::arg))
    }

    fn arg(&mut self) -> Option<Arg> {
        let tree = self.peek();
        let mut name = None;
        if tree.kind == Kind::Lower && tree.flags.has(Flags::KEY) {
            name = self.lower();
            self.take(Kind::Eq)?;
        }
        Some(Arg { name, value: self.expr()? })
    }

    fn list_item(&mut self) -> Option<ListItem> {
        if self.eat(Kind::Ellipsis) {
            return self.expr().map(ListItem::Spread);
        }
        if !self.eat_word(Word::For) {
            return self.expr().map(ListItem::Expr);
        }
        let binders = self.binders()?;
        self.word(Word::In)?;
        let iterable = self.expr()?;
        let condition = match self.eat_word(Word::If) {
            true => Some(self.expr()?),
            false => None,
        };
        self.take(Kind::Colon)?;
        Some(ListItem::For { binders, iterable, condition, value: self.expr()? })
    }
}
