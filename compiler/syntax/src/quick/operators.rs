//! Operators by binding power: the higher, the tighter. The powers are those of the [grammar](crate::grammar)'s table.

use super::expressions::Brace;
use super::reader::Reader;
use crate::ast::{BinaryOp, Expr, ExprKind};
use crate::grammar::expressions::{binary, ends_range, is_comparison, negated};
use crate::token::{Flags, Kind};

/// What the operand of `-` and `!` binds at least as tightly as.
const UNARY: u8 = 16;

/// `..` from the left and from the right, and without upper bound.
const RANGE: (u8, u8) = (10, 11);
const OPEN_RANGE: u8 = 11;

/// An infix operator with its powers from the left and from the right: the lower of the two says to which side it groups.
fn infix(kind: Kind) -> Option<(BinaryOp, u8, u8)> {
    Some(match kind {
        Kind::Star => (BinaryOp::Mul, 14, 15),
        Kind::Slash => (BinaryOp::Div, 14, 15),
        Kind::Plus => (BinaryOp::Add, 12, 13),
        Kind::Minus => (BinaryOp::Sub, 12, 13),
        Kind::EqEq => (BinaryOp::Eq, 8, 9),
        Kind::NotEq => (BinaryOp::Ne, 8, 9),
        Kind::Lt => (BinaryOp::Lt, 8, 9),
        Kind::LtEq => (BinaryOp::Le, 8, 9),
        Kind::Gt => (BinaryOp::Gt, 8, 9),
        Kind::GtEq => (BinaryOp::Ge, 8, 9),
        Kind::And => (BinaryOp::And, 6, 7),
        Kind::Or => (BinaryOp::Or, 4, 5),
        Kind::Coalesce => (BinaryOp::Coalesce, 3, 2),
        _ => return None,
    })
}

impl<'t> Reader<'_, 't> {
    /// Operators that bind at least as tightly as `power`, and what they join.
    pub fn operators(&mut self, brace: Brace, power: u8) -> Option<Expr> {
        let mut left = match self.peek().kind {
            Kind::Minus | Kind::Bang => {
                let sign = self.next();
                let operand = self.operators(brace, UNARY)?;
                negated(self.context, sign, operand)
            }
            _ => self.atom(brace)?,
        };
        loop {
            let tree = self.peek();
            left = match tree.kind {
                Kind::Dot | Kind::QuestionDot => self.member(left)?,
                Kind::LBracket if !tree.nl() => self.index(left)?,
                Kind::LParen if !tree.nl() => self.call(left)?,
                Kind::DotDot if ends_range(self.ahead(1)) && OPEN_RANGE >= power => self.range(left, None)?,
                Kind::DotDot if !ends_range(self.ahead(1)) && RANGE.0 >= power => self.range(left, Some(brace))?,
                // At the start of a line it continues nothing.
                Kind::Minus if tree.nl() => return Some(left),
                kind => match infix(kind) {
                    Some((op, from_left, from_right)) if from_left >= power => {
                        self.joined(left, op, brace, from_right)?
                    }
                    _ => return Some(left),
                },
            };
        }
    }

    fn joined(&mut self, left: Expr, op: BinaryOp, brace: Brace, power: u8) -> Option<Expr> {
        let sign = self.next();
        let right = self.operators(brace, power)?;
        // `a < b < c` is no expression.
        let chained = matches!(left.kind, ExprKind::Binary { op, .. } if is_comparison(op)) && is_comparison(op);
        (!chained).then(|| binary(left, op, self.context.span(sign), right))
    }

    /// `a..b`, or `a..` if nothing may follow; a range that begins with a range is none.
    fn range(&mut self, min: Expr, upper: Option<Brace>) -> Option<Expr> {
        if matches!(min.kind, ExprKind::Range { .. }) {
            return None;
        }
        let mut span = min.span.to(self.context.span(self.peek()));
        self.next();
        let mut max = None;
        if let Some(brace) = upper {
            let upper = self.operators(brace, RANGE.1)?;
            span = span.to(upper.span);
            max = Some(Box::new(upper));
        }
        Some(Expr { kind: ExprKind::Range { min: Box::new(min), max }, span })
    }

    fn member(&mut self, base: Expr) -> Option<Expr> {
        let optional = self.next().kind == Kind::QuestionDot;
        let tree = self.peek();
        if !matches!(tree.kind, Kind::Lower | Kind::Upper) || tree.flags.has(Flags::BEGINS) {
            return None;
        }
        let name = self.ident();
        let span = base.span.to(name.span);
        Some(Expr { kind: ExprKind::Member { base: Box::new(base), name, optional }, span })
    }

    fn index(&mut self, base: Expr) -> Option<Expr> {
        let end = self.context.span(self.peek());
        let index = Box::new(self.inside(Self::expr)?);
        let span = base.span.to(end);
        Some(Expr { kind: ExprKind::Index { base: Box::new(base), index }, span })
    }

    fn call(&mut self, callee: Expr) -> Option<Expr> {
        let end = self.context.span(self.peek());
        let args = self.args()?;
        let span = callee.span.to(end);
        Some(Expr { kind: ExprKind::Call { callee: Box::new(callee), args }, span })
    }
}
