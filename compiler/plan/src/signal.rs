//! What is observed while the system runs, as a tree: `booking.error_rate > 1%`. Alerts become PromQL from it, and their tests too.

use crate::{BlockId, Val};
use infrac_quantity::{Dimension, Ratio};
use infrac_source::Str;

/// An observed quantity, in base units of its dimension.
#[derive(Clone, PartialEq, Debug)]
pub enum Signal {
    /// A declared output of a block: `booking.latency(p95)`.
    Observed {
        /// Of what.
        block: BlockId,
        /// Which output.
        name: Str,
        /// Its arguments.
        args: Vec<Val>,
    },
    /// A constant.
    Constant {
        /// In base units.
        value: Ratio,
        /// What it measures; `None`: a plain number.
        dimension: Option<Dimension>,
    },
    /// An operation.
    Arithmetic {
        /// `+`, `-`, `*` or `/`.
        op: Operator,
        /// Left.
        left: Box<Signal>,
        /// Right.
        right: Box<Signal>,
    },
}

/// An arithmetic operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
}

/// When something observed is so.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// A comparison.
    Compare {
        /// Which.
        op: Comparison,
        /// Left.
        left: Signal,
        /// Right.
        right: Signal,
    },
    /// Both.
    And(Box<Condition>, Box<Condition>),
    /// Either.
    Or(Box<Condition>, Box<Condition>),
}

/// A comparison operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}
