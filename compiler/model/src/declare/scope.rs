//! The top-level scope of a module: what its names stand for.

use crate::types::Head;
use crate::{BlockDeclId, FnId, LetId, ModuleId, ParamId, TypeId};
use indexmap::IndexMap;
use infrac_source::{Span, Str};
use rustc_hash::FxBuildHasher;

/// Names in the order of their declaration, so that suggestions are the same on every machine.
pub type Table<T> = IndexMap<Str, T, FxBuildHasher>;

/// A declaration of a module.
#[derive(Clone, Copy, Debug)]
pub struct Entry<T> {
    /// What it is.
    pub item: T,
    /// Where its name stands.
    pub span: Span,
    /// Visible to importers.
    pub public: bool,
}

/// What a bare name stands for where a value is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// A `let`.
    Let(LetId),
    /// A function.
    Fn(FnId),
    /// A `param`.
    Param(ParamId),
    /// A block.
    Block(BlockDeclId),
    /// The first label of two-label blocks: `aws_db_instance` of `aws_db_instance.this`.
    TypeLabel,
    /// An imported module.
    Module(ModuleId),
    /// Something whose declaration was wrong and has been reported.
    Broken,
}

impl Value {
    /// As messages call it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Let(_) => "let",
            Self::Fn(_) => "function",
            Self::Param(_) => "param",
            Self::Block(_) | Self::Broken => "block",
            Self::TypeLabel => "resource type",
            Self::Module(_) => "module",
        }
    }
}

/// The top-level scope of a module.
#[derive(Debug, Default)]
pub struct ModuleScope {
    /// Values.
    pub values: Table<Entry<Value>>,
    /// Two-label blocks: first label, second label.
    pub typed: Table<Table<Entry<BlockDeclId>>>,
    /// Types.
    pub types: Table<Entry<TypeId>>,
    /// Kinds and components.
    pub heads: Table<Entry<Head>>,
}
