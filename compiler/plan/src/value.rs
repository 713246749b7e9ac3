//! What the evaluator computes: dynamic values, each with its origin. The typed structs of [`crate::kinds`] are views of them.

pub use crate::fields::Fields;
use crate::signal::{Condition, Signal};
use crate::{BlockId, EndpointId, OriginId, Sensitive, Text};
use infrac_quantity::{ByteSize, MilliCpu, Nanos, Percent, Rate, Ratio};
use infrac_source::Str;
use std::sync::Arc;

/// A value and where it came from.
#[derive(Clone, PartialEq, Debug)]
pub struct Val {
    /// The value.
    pub value: Value,
    /// Its origin.
    pub origin: OriginId,
}

/// A value of the language. Immutable; composite ones are shared.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Something failed and was reported: every operation on it yields it again, in silence.
    Poison,
    /// `null`.
    Null,
    /// A Bool.
    Bool(bool),
    /// An Int.
    Int(i64),
    /// A Decimal.
    Decimal(Ratio),
    /// A Duration.
    Duration(Nanos),
    /// Bytes.
    Bytes(ByteSize),
    /// Cpu.
    Cpu(MilliCpu),
    /// A Percent.
    Percent(Percent),
    /// A Rate.
    Rate(Rate),
    /// A String or late String.
    Text(Text),
    /// A Secret.
    Secret(Sensitive),
    /// A List.
    List(Arc<[Val]>),
    /// A Map or a record.
    Map(Arc<Fields>),
    /// A tag with its payload.
    Tag(Str, Arc<Fields>),
    /// A Range: from, and to unless it is open.
    Range(Arc<(Val, Option<Val>)>),
    /// A block that is alive here.
    Ref(BlockId),
    /// An endpoint.
    Endpoint(EndpointId),
    /// What is observed.
    Signal(Arc<Signal>),
    /// A comparison of what is observed.
    Condition(Arc<Condition>),
    /// An environment, by name.
    Environment(Str),
}
