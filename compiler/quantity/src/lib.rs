//! Exact numbers: what `250m`, `99.9%`, `30d` and `100/s` are. Integers and rationals, never floats.
//!
//! In: a literal's mantissa, scale and unit. Out: typed quantities with checked arithmetic, and the one routine for each
//! notation that a target wants (Kubernetes quantities, Go durations, Prometheus durations, plain decimals).

mod literal;
mod ratio;
mod unit;

pub use literal::{Literal, LiteralError};
pub use ratio::Ratio;
pub use unit::{Dimension, UNITS, Unit};
