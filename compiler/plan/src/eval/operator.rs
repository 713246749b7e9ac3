//! Operators on values that are there.

use super::Evaluator;
use super::number::{base_of, dimension_of, like};
use super::text::Joiner;
use crate::signal::{Comparison, Condition, Operator, Signal};
use crate::value::Value;
use infrac_quantity::Ratio;
use infrac_syntax::ast::BinaryOp;
use std::cmp::Ordering;
use std::sync::Arc;

/// Why an operation has no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Problem {
    /// Division by zero.
    Zero,
    /// The result does not fit.
    Overflow,
    /// The values have no order or equality.
    Order,
}

impl Evaluator<'_> {
    /// `left op right`.
    pub fn operate(&mut self, op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Problem> {
        if (signal(left).is_some() || signal(right).is_some() || matches!(left, Value::Condition(_)))
            && let Some(value) = lifted(op, left, right)
        {
            return Ok(value);
        }
        match op {
            BinaryOp::Add => self.add(left, right),
            BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => arithmetic(op, left, right),
            BinaryOp::Eq => equal(left, right).map(Value::Bool).ok_or(Problem::Order),
            BinaryOp::Ne => equal(left, right).map(|equal| Value::Bool(!equal)).ok_or(Problem::Order),
            BinaryOp::Lt => compare(left, right, Ordering::is_lt),
            BinaryOp::Le => compare(left, right, Ordering::is_le),
            BinaryOp::Gt => compare(left, right, Ordering::is_gt),
            BinaryOp::Ge => compare(left, right, Ordering::is_ge),
            BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce => Ok(right.clone()),
        }
    }

    fn add(&mut self, left: &Value, right: &Value) -> Result<Value, Problem> {
        match (left, right) {
            (Value::List(a), Value::List(b)) => Ok(Value::List(a.iter().chain(b.iter()).cloned().collect())),
            (Value::Text(_) | Value::Secret(_) | Value::Ref(_), _) => {
                let mut joiner = Joiner::default();
                for side in [left, right] {
                    let text = self.as_text(side).ok_or(Problem::Order)?;
                    joiner.value(&text);
                }
                Ok(joiner.finish())
            }
            _ => arithmetic(BinaryOp::Add, left, right),
        }
    }
}

/// Int and Decimal as usual; q ± q, q * number, q / number, q / q.
fn arithmetic(op: BinaryOp, left: &Value, right: &Value) -> Result<Value, Problem> {
    let (Some(a), Some(b)) = (base_of(left), base_of(right)) else { return Err(Problem::Order) };
    let result = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        BinaryOp::Div if b == Ratio::ZERO => return Err(Problem::Zero),
        BinaryOp::Div => a.checked_div(b),
        _ => None,
    };
    let plain = |value: &Value| matches!(value, Value::Int(_) | Value::Decimal(_));
    let result = result.ok_or(Problem::Overflow)?;
    let value = match (op, plain(left), plain(right)) {
        (BinaryOp::Div, true, true) => Some(Value::Decimal(result)),
        (BinaryOp::Div, false, false) => Some(Value::Decimal(result)),
        (_, true, true) if matches!((left, right), (Value::Int(_), Value::Int(_))) => like(left, result),
        (_, true, true) => Some(Value::Decimal(result)),
        (_, true, false) => like(right, result),
        (_, false, _) => like(left, result),
    };
    value.ok_or(Problem::Overflow)
}

fn compare(left: &Value, right: &Value, holds: impl Fn(Ordering) -> bool) -> Result<Value, Problem> {
    let order = match (left, right) {
        (Value::Text(a), Value::Text(b)) => a.known().zip(b.known()).map(|(a, b)| a.cmp(&b)),
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Duration(a), Value::Duration(b)) => Some(a.cmp(b)),
        (Value::Bytes(a), Value::Bytes(b)) => Some(a.cmp(b)),
        (Value::Cpu(a), Value::Cpu(b)) => Some(a.cmp(b)),
        _ => base_of(left).zip(base_of(right)).map(|(a, b)| a.cmp(&b)),
    };
    order.map(|order| Value::Bool(holds(order))).ok_or(Problem::Order)
}

/// Equality of known data and references; `None` where something late or secret is compared.
pub(crate) fn equal(left: &Value, right: &Value) -> Option<bool> {
    Some(match (left, right) {
        (Value::Poison, _) | (_, Value::Poison) => return None,
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Text(a), Value::Text(b)) => a.known()? == b.known()?,
        (Value::Secret(_), Value::Secret(_)) => return None,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && all(a.iter().zip(b.iter()).map(|(a, b)| equal(&a.value, &b.value)))?
        }
        (Value::Map(a), Value::Map(b)) => a.len() == b.len() && fields_equal(a, b)?,
        (Value::Tag(a, x), Value::Tag(b, y)) => a == b && fields_equal(x, y)?,
        (Value::Range(a), Value::Range(b)) => {
            let ends = match (&a.1, &b.1) {
                (Some(a), Some(b)) => equal(&a.value, &b.value)?,
                (None, None) => true,
                _ => false,
            };
            ends && equal(&a.0.value, &b.0.value)?
        }
        (Value::Ref(a), Value::Ref(b)) => a == b,
        (Value::Endpoint(a), Value::Endpoint(b)) => a == b,
        (Value::Environment(a), Value::Environment(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        _ => base_of(left).zip(base_of(right)).is_some_and(|(a, b)| a == b),
    })
}

fn fields_equal(a: &crate::Fields, b: &crate::Fields) -> Option<bool> {
    all(a.iter().map(|(key, val)| match b.get(key) {
        Some(other) => equal(&val.value, &other.value),
        None => Some(matches!(val.value, Value::Null)),
    }))
}

fn all(items: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = true;
    for item in items {
        result &= item?;
    }
    Some(result)
}

fn signal(value: &Value) -> Option<Signal> {
    match value {
        Value::Signal(signal) => Some((**signal).clone()),
        _ => None,
    }
}

/// Operators over what is observed.
fn lifted(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    if let (Value::Condition(a), Value::Condition(b)) = (left, right) {
        let (a, b) = (Box::new((**a).clone()), Box::new((**b).clone()));
        return Some(Value::Condition(Arc::new(match op {
            BinaryOp::And => Condition::And(a, b),
            BinaryOp::Or => Condition::Or(a, b),
            _ => return None,
        })));
    }
    let constant = |value: &Value| Some(Signal::Constant { value: base_of(value)?, dimension: dimension_of(value) });
    let side = |value: &Value| signal(value).or_else(|| constant(value));
    let (left, right) = (side(left)?, side(right)?);
    let arithmetic = |op, left, right| {
        let (left, right) = (Box::new(left), Box::new(right));
        Some(Value::Signal(Arc::new(Signal::Arithmetic { op, left, right })))
    };
    let op = match op {
        BinaryOp::Add => return arithmetic(Operator::Add, left, right),
        BinaryOp::Sub => return arithmetic(Operator::Sub, left, right),
        BinaryOp::Mul => return arithmetic(Operator::Mul, left, right),
        BinaryOp::Div => return arithmetic(Operator::Div, left, right),
        BinaryOp::Eq => Comparison::Eq,
        BinaryOp::Ne => Comparison::Ne,
        BinaryOp::Lt => Comparison::Lt,
        BinaryOp::Le => Comparison::Le,
        BinaryOp::Gt => Comparison::Gt,
        BinaryOp::Ge => Comparison::Ge,
        BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce => return None,
    };
    Some(Value::Condition(Arc::new(Condition::Compare { op, left, right })))
}
