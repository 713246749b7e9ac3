//! Exact numbers: what `250m`, `99.9%`, `30d` and `100/s` are. Integers and rationals, never floats.
//!
//! In: a literal's mantissa, scale and unit. Out: typed quantities with checked arithmetic, and the one routine for each
//! notation that a target wants (Kubernetes quantities, Go durations, Prometheus durations, plain decimals). Each conversion
//! is exact or `None`. `Display` is the notation of `.infra`.
//!
//! Deliberately not here: which bare numbers a type takes and what is said when a unit is wrong; the checker decides that.

mod byte_size;
mod literal;
mod milli_cpu;
mod nanos;
mod percent;
mod quantity;
mod rate;
mod ratio;
mod unit;

pub use byte_size::ByteSize;
pub use literal::{Literal, LiteralError};
pub use milli_cpu::MilliCpu;
pub use nanos::Nanos;
pub use percent::Percent;
pub use quantity::Quantity;
pub use rate::Rate;
pub use ratio::Ratio;
pub use unit::{Dimension, UNITS, Unit};
