//! What the providers' own schemas say of each resource type and data source: facts, embedded as text.
//!
//! One file a provider (`targets/terraform/schemas`, made by `tests/tools/terraform/extract`), one line a type, sorted. Looking a type up
//! is a binary search over that text; only the lines of types in use are ever read.

mod read;
mod text;
mod types;

pub(crate) use read::{Family, find, names};
pub(crate) use types::{Argument, Mode, Nested, Schema, Setting, Type};
