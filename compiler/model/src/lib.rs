//! Names and types: syntax trees of the project and of the standard library to one checked [`Model`].
//!
//! In: parsed files, grouped into modules. Out: [`Analyzed`]: the model, whole even where the source is wrong (wrong pieces are poison),
//! and what was wrong. Checking happens once, for all environments, without evaluating anything. Deliberately not here:
//! values, environments' merging, targets.

pub mod hir;
mod ids;
mod model;
pub mod types;

pub use ids::{BlockDeclId, ComponentId, EnvId, FnId, KindId, LetId, LocalId, ModuleId, ParamId, TypeId};
pub use model::{
    ComponentDef, DefaultsDef, EnvDef, FnDef, KindDef, LetDef, LocalDef, Model, Module, OutputDef, ParamDef, TestDef,
};
pub use types::{Carriage, FieldDef, Head, Refinement, Shape, TagDef, Type, TypeDef};
