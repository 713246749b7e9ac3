//! Numbers: from base units to typed values and back.

use super::Evaluator;
use crate::value::Value;
use infrac_model::{Model, Shape, Type};
use infrac_quantity::{ByteSize, Dimension, MilliCpu, Nanos, Percent, Quantity, Rate, Ratio};

/// The base units of a number: an Int, a Decimal or a quantity.
pub(crate) fn base_of(value: &Value) -> Option<Ratio> {
    Some(match value {
        Value::Int(int) => Ratio::from_int(i128::from(*int)),
        Value::Decimal(ratio) => *ratio,
        Value::Duration(quantity) => quantity.to_base(),
        Value::Bytes(quantity) => quantity.to_base(),
        Value::Cpu(quantity) => quantity.to_base(),
        Value::Percent(quantity) => quantity.to_base(),
        Value::Rate(quantity) => quantity.to_base(),
        _ => return None,
    })
}

/// What a quantity measures; `None` for plain numbers and whatever is no number.
pub(crate) fn dimension_of(value: &Value) -> Option<Dimension> {
    Some(match value {
        Value::Duration(_) => Dimension::Duration,
        Value::Bytes(_) => Dimension::Bytes,
        Value::Cpu(_) => Dimension::Cpu,
        Value::Percent(_) => Dimension::Percent,
        Value::Rate(_) => Dimension::Rate,
        _ => return None,
    })
}

/// A number of the same type as `like`; `None` if it does not fit.
pub(crate) fn like(like: &Value, base: Ratio) -> Option<Value> {
    Some(match like {
        Value::Int(_) => Value::Int(i64::try_from(base.to_int()?).ok()?),
        Value::Decimal(_) => Value::Decimal(base),
        Value::Duration(_) => Value::Duration(Nanos::from_base(base)?),
        Value::Bytes(_) => Value::Bytes(ByteSize::from_base(base)?),
        Value::Cpu(_) => Value::Cpu(MilliCpu::from_base(base)?),
        Value::Percent(_) => Value::Percent(Percent::from_base(base)?),
        Value::Rate(_) => Value::Rate(Rate::from_base(base)?),
        _ => return None,
    })
}

/// The number of a literal of that type; `None` if it does not fit.
pub(crate) fn typed(model: &Model, ty: &Type, base: Ratio) -> Option<Value> {
    typed_within(model, ty, base, 64)
}

fn typed_within(model: &Model, ty: &Type, base: Ratio, depth: u32) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    Some(match ty {
        Type::Int => Value::Int(i64::try_from(base.to_int()?).ok()?),
        Type::Duration => Value::Duration(Nanos::from_base(base)?),
        Type::Bytes => Value::Bytes(ByteSize::from_base(base)?),
        Type::Cpu => Value::Cpu(MilliCpu::from_base(base)?),
        Type::Percent => Value::Percent(Percent::from_base(base)?),
        Type::Rate => Value::Rate(Rate::from_base(base)?),
        Type::Optional(inner) | Type::Late(inner) | Type::Range(inner) => {
            return typed_within(model, inner, base, depth);
        }
        Type::Union(members) => {
            return members.iter().find_map(|member| match typed_within(model, member, base, depth)? {
                Value::Decimal(_) => None,
                value => Some(value),
            });
        }
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Alias(inner) => return typed_within(model, inner, base, depth),
            Shape::Record(_) | Shape::Tags(_) => return None,
        },
        Type::Decimal | Type::Raw | Type::Error => Value::Decimal(base),
        _ => return None,
    })
}

impl Evaluator<'_> {
    /// A literal number of that type.
    pub fn literal(&self, ty: &Type, base: Ratio) -> Option<Value> {
        let value = typed(self.model, ty, base)?;
        match (ty, &value) {
            // A bare whole number in a raw block is an integer there.
            (Type::Raw, Value::Decimal(ratio)) => Some(match ratio.to_int().and_then(|int| i64::try_from(int).ok()) {
                Some(int) => Value::Int(int),
                None => value,
            }),
            _ => Some(value),
        }
    }
}
