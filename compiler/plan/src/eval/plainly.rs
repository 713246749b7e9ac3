//! Predicates that compare a value with literals: `1 <= it && it <= 65535`. Nearly all are, and need neither a scope nor a copy of the value.

use super::Evaluator;
use crate::value::Value;
use infrac_model::hir::{Expr, ExprKind};
use infrac_model::{LocalId, Refinement};
use infrac_quantity::Ratio;
use infrac_syntax::ast::BinaryOp;
use std::borrow::Cow;

impl Evaluator<'_> {
    /// Whether it is certain that a value fulfils a predicate. Not where that asks for more than comparisons with literals. Counts the steps that
    /// an evaluation takes, if it is.
    pub fn plainly(&mut self, refinement: &Refinement, value: &Value) -> bool {
        let mut steps = 0;
        let holds = self.plain_condition(&refinement.condition, (refinement.it, value), &mut steps);
        holds == Some(true) && self.steps(steps)
    }

    fn plain_condition(&mut self, condition: &Expr, it: (LocalId, &Value), steps: &mut u32) -> Option<bool> {
        *steps += 1;
        let ExprKind::Binary { op, left, right } = &condition.kind else { return None };
        match op {
            BinaryOp::And => Some(self.plain_condition(left, it, steps)? && self.plain_condition(right, it, steps)?),
            BinaryOp::Or => Some(self.plain_condition(left, it, steps)? || self.plain_condition(right, it, steps)?),
            BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => {
                *steps += 2;
                let (left, right) = (self.plain_side(left, it)?, self.plain_side(right, it)?);
                match self.operate(*op, &left, &right) {
                    Ok(Value::Bool(holds)) => Some(holds),
                    _ => None,
                }
            }
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Coalesce => None,
        }
    }

    fn plain_side<'v>(&self, side: &Expr, (it, value): (LocalId, &'v Value)) -> Option<Cow<'v, Value>> {
        match &side.kind {
            ExprKind::Local(local) if *local == it => Some(Cow::Borrowed(value)),
            ExprKind::Int(int) => self.literal(&side.ty, Ratio::from_int(i128::from(*int))).map(Cow::Owned),
            ExprKind::Number(ratio) => self.literal(&side.ty, *ratio).map(Cow::Owned),
            _ => None,
        }
    }
}
