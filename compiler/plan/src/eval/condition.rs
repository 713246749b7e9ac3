//! Conditions. Whether they hold is used at once and nobody asks where the answer came from: no origins are kept of it, nor of the numbers and
//! comparisons in it. Predicates of types alone would otherwise give a plan a good part of its origins.

use super::{Evaluator, ScopeRef};
use crate::value::Value;
use infrac_model::hir::{Expr, ExprKind};
use infrac_quantity::Ratio;
use infrac_syntax::ast::BinaryOp;

impl<'m> Evaluator<'m> {
    /// Whether a condition holds; `None` if it failed, which is reported, or has no answer here.
    pub fn truth(&mut self, condition: &'m Expr, scope: &ScopeRef<'m>) -> Option<bool> {
        match self.weigh(condition, scope) {
            Value::Bool(holds) => Some(holds),
            _ => None,
        }
    }

    /// The value of a part of a condition.
    fn weigh(&mut self, expr: &'m Expr, scope: &ScopeRef<'m>) -> Value {
        if !self.step(expr.span) || !self.enter(expr.span) {
            return Value::Poison;
        }
        let value = match &expr.kind {
            ExprKind::Null => Value::Null,
            ExprKind::Bool(bool) => Value::Bool(*bool),
            ExprKind::Int(int) => self.number_value(expr, Ratio::from_int(i128::from(*int))),
            ExprKind::Number(ratio) => self.number_value(expr, *ratio),
            ExprKind::Not(inner) => match self.weigh(inner, scope) {
                Value::Bool(bool) => Value::Bool(!bool),
                _ => Value::Poison,
            },
            ExprKind::Binary { op: BinaryOp::Coalesce, left, right } => match self.weigh(left, scope) {
                Value::Null => self.weigh(right, scope),
                first => first,
            },
            ExprKind::Binary { op, left, right } => {
                self.operated(*op, (left, right), expr.span, |ev, side| ev.weigh(side, scope))
            }
            _ => self.eval_now(expr, scope).value,
        };
        self.leave();
        value
    }
}
