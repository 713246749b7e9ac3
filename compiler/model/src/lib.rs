//! Names and types: syntax trees of the project and of the standard library to one checked [`Model`].
//!
//! In: parsed files, grouped into modules. Out: [`Analyzed`]: the model, whole even where the source is wrong (wrong pieces are poison),
//! and what was wrong. Checking happens once, for all environments, without evaluating anything. Deliberately not here:
//! values, environments' merging, targets.

mod check;
mod cycles;
mod declare;
pub mod hir;
mod ids;
mod model;
mod print;
pub mod types;
mod uses;

use infrac_diagnostics::Diagnostics;
use infrac_source::{FileId, Str};
use infrac_syntax::ast;

pub use check::BUILTIN as BUILTIN_TYPES;
pub use declare::{Entry as NameEntry, ModuleScope, Table, Value as NameValue};
pub use ids::{BlockDeclId, ComponentId, EnvId, FnId, KindId, LetId, LocalId, ModuleId, ParamId, TypeId};
pub use model::{
    ComponentDef, DefaultsDef, EnvDef, FnDef, KindDef, LetDef, LocalDef, Model, Module, OutputDef, ParamDef, TestDef,
};
pub use types::{Carriage, FieldDef, Head, Refinement, Shape, TagDef, Type, TypeDef};
pub use uses::{Definition, DefinitionKind, Uses};

/// A folder of files, as the driver found it.
#[derive(Debug)]
pub struct ModuleInput<'a> {
    /// Its folder relative to the project's root; empty for the root itself, `std` for the standard library.
    pub path: Str,
    /// Its files, in byte order of their paths.
    pub files: Vec<&'a ast::File>,
    /// For each file, for each of its imports: what it leads to.
    pub imports: Vec<Vec<Import>>,
    /// Files are left out that declare nothing but what no other module names. A reference to something of theirs has nothing to refer to.
    pub partial: bool,
}

/// What an import leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Import {
    /// The module at that place of the list.
    Module(usize),
    /// Nothing: no such folder, or no `.infra` file in it; `near` is a folder that may have been meant, as it would be written.
    Missing {
        /// A folder that may have been meant.
        near: Option<Str>,
    },
}

/// A checked project.
#[derive(Debug)]
pub struct Analyzed {
    /// Everything declared. What was wrong in it is poison.
    pub model: Model,
    /// What was wrong, in the order of places.
    pub diagnostics: Diagnostics,
    /// What each name stands for.
    pub uses: Uses,
    /// The names at the top of each module, by module.
    pub scopes: Vec<ModuleScope>,
}

/// Checks a project: module 0 is the standard library, module 1 the project's root. Never fails: what is wrong is in the diagnostics, and
/// poison stands for it in the model. Linear in the size of the source, but for the search of suggestions for names that are not known.
pub fn analyze(modules: &[ModuleInput<'_>]) -> Analyzed {
    check::check(declare::declare(modules), None)
}

/// [`analyze`] for the moment after a keystroke: everything that is declared gets its signature, but the blocks at the top of modules have their
/// bodies checked in the given files alone. What it finds in those files is what [`analyze`] finds there; of the others it does not speak, and the
/// blocks there have empty bodies and no uses.
pub fn analyze_part(modules: &[ModuleInput<'_>], files: &[FileId]) -> Analyzed {
    let mut analyzed = check::check(declare::declare(modules), Some(files));
    analyzed.diagnostics.0.retain(|found| found.primary().is_none_or(|place| files.contains(&place.file)));
    analyzed
}
