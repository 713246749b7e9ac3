//! From the evaluator's dynamic values to the typed structs of [`crate::kinds`]. The checker has made sure that they fit; a view is `None` only
//! where a part is poison.

use crate::Fields;
use crate::signal::{Condition, Signal};
use crate::{At, BlockId, EndpointId, Range, Sensitive, Text, Val, Value};
use indexmap::IndexMap;
use infrac_quantity::{ByteSize, MilliCpu, Nanos, Percent, Rate, Ratio};
use infrac_source::Str;
use std::cell::Cell;
use std::sync::Arc;

/// A Rust type that a value can be seen as.
pub trait View: Sized {
    /// The value as this type.
    fn view(value: &Value) -> Option<Self>;
}

/// The fields of a record or payload.
pub(crate) struct Reader<'a> {
    fields: &'a Fields,
    /// Where the next field is looked for first: they are asked for in their order.
    next: Cell<usize>,
}

impl<'a> Reader<'a> {
    fn new(fields: &'a Fields) -> Self {
        Self { fields, next: Cell::new(0) }
    }

    /// A field by name.
    fn get(&self, name: &str) -> Option<&'a Val> {
        let at = self.next.get();
        self.next.set(at + 1);
        match self.fields.get_index(at) {
            Some((key, val)) if key == name => Some(val),
            _ => self.fields.get(name),
        }
    }

    /// Of a record.
    pub(crate) fn of(value: &'a Value) -> Option<Self> {
        match value {
            Value::Map(fields) => Some(Self::new(fields)),
            _ => None,
        }
    }

    /// Of a tag: its name and its payload's fields.
    pub(crate) fn tag(value: &'a Value) -> Option<(&'a str, Self)> {
        match value {
            Value::Tag(name, fields) => Some((name, Self::new(fields))),
            _ => None,
        }
    }

    /// A field that has a value.
    pub(crate) fn required<T: View>(&self, name: &str) -> Option<At<T>> {
        at(self.get(name)?)
    }

    /// A field that may be null.
    pub(crate) fn optional<T: View>(&self, name: &str) -> Option<Option<At<T>>> {
        match self.get(name) {
            None | Some(Val { value: Value::Null, .. }) => Some(None),
            Some(val) => at(val).map(Some),
        }
    }
}

fn at<T: View>(val: &Val) -> Option<At<T>> {
    Some(At { value: T::view(&val.value)?, origin: val.origin })
}

/// Views that take the one variant that holds them.
macro_rules! scalars {
    ($($variant:ident => $ty:ty),* $(,)?) => {
        $(impl View for $ty {
            fn view(value: &Value) -> Option<Self> {
                match value {
                    Value::$variant(inner) => Some(inner.clone()),
                    _ => None,
                }
            }
        })*
    };
}

scalars! {
    Bool => bool,
    Int => i64,
    Decimal => Ratio,
    Duration => Nanos,
    Bytes => ByteSize,
    Cpu => MilliCpu,
    Percent => Percent,
    Rate => Rate,
    Text => Text,
    Secret => Sensitive,
    Ref => BlockId,
    Endpoint => EndpointId,
    Signal => Arc<Signal>,
    Condition => Arc<Condition>,
}

impl View for Str {
    fn view(value: &Value) -> Option<Self> {
        match value {
            Value::Text(text) => text.known(),
            _ => None,
        }
    }
}

impl View for Val {
    fn view(value: &Value) -> Option<Self> {
        Some(Self { value: value.clone(), origin: crate::OriginId::NONE })
    }
}

impl<T: View> View for Vec<At<T>> {
    fn view(value: &Value) -> Option<Self> {
        match value {
            Value::List(items) => items.iter().map(at).collect(),
            _ => None,
        }
    }
}

impl<T: View> View for IndexMap<Str, At<T>> {
    fn view(value: &Value) -> Option<Self> {
        match value {
            Value::Map(fields) => fields.iter().map(|(key, val)| Some((key.clone(), at(val)?))).collect(),
            _ => None,
        }
    }
}

impl<T: View> View for Range<T> {
    fn view(value: &Value) -> Option<Self> {
        let Value::Range(ends) = value else { return None };
        let max = match &ends.1 {
            Some(max) => Some(T::view(&max.value)?),
            None => None,
        };
        Some(Self { min: T::view(&ends.0.value)?, max })
    }
}
