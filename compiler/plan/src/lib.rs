//! The plan of one environment: evaluated, named, with its edges; what all targets read.
//!
//! In: the checked model, an environment and the lock. Out: [`Plan`], typed by the kinds of the standard library, and what was wrong.
//! Deliberately not here: source text, syntax, files of any target, the disk.

mod address;
mod assemble;
pub mod burn;
pub mod carriage;
pub mod checks;
mod chunks;
mod display;
mod edges;
mod entries;
mod eval;
pub mod exports;
mod fields;
mod file;
mod intrinsics;
pub mod kinds;
pub mod lock;
mod names;
mod order;
mod origin;
mod place;
mod plan;
mod raw;
pub mod signal;
mod testing;
mod text;
pub mod value;
pub mod view;
mod wire;

pub use assemble::{Planned, plan, plan_all};
pub use entries::Entries;
pub use fields::Fields;
pub use file::{FileProblem, FileReader, MAX_FILE_BYTES, NoFiles};
pub use origin::{Frame, Origin, OriginId, Origins, TraceId};
pub use place::{Place, in_library};
pub use plan::{
    At, Block, BlockId, Edge, Endpoint, EndpointId, Header, Nature, Outside, Param, Plan, Range, Strength,
    TerraformMove,
};
pub use raw::RawBlock;
pub use testing::{TestOutcome, run_tests};
pub use text::{LateRef, Part, PathStep, SecretRef, Sensitive, SensitivePart, Text};
pub use value::{Val, Value};
pub use wire::Wire;
