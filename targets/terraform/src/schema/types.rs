//! Schemas as the rest of the crate reads them.

use std::collections::BTreeMap;

/// What a block may hold.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Schema {
    /// `name = value`
    pub attributes: BTreeMap<&'static str, Argument>,
    /// `name { … }`
    pub blocks: BTreeMap<&'static str, Nested>,
}

/// An attribute.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Argument {
    /// Who sets it.
    pub setting: Setting,
    /// What it holds.
    pub ty: Type,
}

/// Who sets an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Setting {
    /// The configuration must.
    Required,
    /// The configuration may; else the provider.
    Optional,
    /// Only the provider.
    Computed,
}

/// A type of Terraform.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Type {
    String,
    Number,
    Bool,
    /// Whatever it is.
    Any,
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    /// An object all of whose fields are given together.
    Object(BTreeMap<&'static str, Type>),
    /// An attribute with attributes of its own, each required or optional for itself (protocol 6).
    Nested(Mode, Box<Schema>),
}

/// How often something nested stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    Single,
    List,
    Set,
    Map,
}

/// A nested block.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Nested {
    /// Once, or several times in order, or several times in any order.
    pub mode: Mode,
    /// At least one must stand there.
    pub required: bool,
    /// At most one may.
    pub single: bool,
    /// What it holds.
    pub schema: Schema,
}
