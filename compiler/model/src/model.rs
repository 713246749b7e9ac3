//! The checked model: tables of everything declared, each reached by its number.

use crate::hir::{BlockDecl, Body, Expr};
use crate::types::{FieldDef, Head, Type, TypeDef};
use crate::{BlockDeclId, ComponentId, EnvId, FnId, KindId, LetId, LocalId, ModuleId, ParamId, TypeId};
use indexmap::IndexMap;
use infrac_source::{Span, Str};

/// Everything that the project and the standard library declare, checked. Only [`crate::analyze`] makes one.
#[derive(Debug, Default)]
pub struct Model {
    pub(crate) modules: Vec<Module>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) kinds: Vec<KindDef>,
    pub(crate) components: Vec<ComponentDef>,
    pub(crate) functions: Vec<FnDef>,
    pub(crate) lets: Vec<LetDef>,
    pub(crate) params: Vec<ParamDef>,
    pub(crate) environments: Vec<EnvDef>,
    pub(crate) blocks: Vec<BlockDecl>,
    pub(crate) defaults: Vec<DefaultsDef>,
    pub(crate) tests: Vec<TestDef>,
    pub(crate) locals: Vec<LocalDef>,
    pub(crate) project: Option<BlockDeclId>,
}

/// A folder of files.
#[derive(Debug, Default)]
pub struct Module {
    /// Its folder relative to the project's root; empty for the root itself, `std` for the standard library.
    pub path: Str,
    /// Files of it are left out that nothing names.
    pub partial: bool,
    /// Blocks declared at its top, in file order, without environments.
    pub blocks: Vec<BlockDeclId>,
    /// `assert`s at its top.
    pub asserts: Vec<(Expr, Expr, Span)>,
}

/// A kind.
#[derive(Debug)]
pub struct KindDef {
    /// The name.
    pub name: Str,
    /// `///` text.
    pub doc: Option<Str>,
    /// Where its name stands.
    pub span: Span,
    /// `@targets(…)`: which targets read it.
    pub targets: Vec<Str>,
    /// `@once`: evaluated once, not once an environment.
    pub once: bool,
    /// `@unlabelled`: its blocks have no label (`recovery`).
    pub unlabelled: bool,
    /// `@raw`: two labels, any attribute (`resource`, `data`, `object`).
    pub raw: bool,
    /// `@patch`: two labels, the first a target (`patch kubernetes high_priority { … }`).
    pub patch: bool,
    /// The attributes, in order.
    pub attributes: IndexMap<Str, FieldDef>,
    /// The child kinds; true: any number.
    pub children: IndexMap<Str, (KindId, bool)>,
    /// Attributes whose keys become members, with the members' type.
    pub exposes: Vec<(Str, Type)>,
    /// Outputs; those without value are the compiler's (`error_rate: Signal<Percent>`).
    pub outputs: IndexMap<Str, OutputDef>,
    /// Asserts over `self`: condition, message, place.
    pub asserts: Vec<(Expr, Expr, Span)>,
}

/// A component.
#[derive(Debug)]
pub struct ComponentDef {
    /// The name.
    pub name: Str,
    /// `///` text.
    pub doc: Option<Str>,
    /// Where its name stands.
    pub span: Span,
    /// The module that declares it.
    pub module: ModuleId,
    /// The parameters, in order; each has its `local`.
    pub params: IndexMap<Str, FieldDef>,
    /// `: service`: it is one; its body is that block's body.
    pub base: Option<KindId>,
    /// Its body; inner blocks are in [`Model::block`] with this owner.
    pub body: Body,
    /// Its outputs.
    pub outputs: IndexMap<Str, OutputDef>,
}

/// An output.
#[derive(Debug)]
pub struct OutputDef {
    /// `///` text.
    pub doc: Option<Str>,
    /// Where its name stands.
    pub span: Span,
    /// The parameters, each with its `local`.
    pub params: Vec<FieldDef>,
    /// Its type.
    pub ty: Type,
    /// Its value.
    pub value: Option<Expr>,
}

/// A function.
#[derive(Debug)]
pub struct FnDef {
    /// The name.
    pub name: Str,
    /// `///` text.
    pub doc: Option<Str>,
    /// Where its name stands.
    pub span: Span,
    /// The parameters, each with its `local`.
    pub params: Vec<FieldDef>,
    /// The result type.
    pub result: Type,
    /// The body; `None`: the intrinsic of that name.
    pub body: Option<Expr>,
}

/// A `let` of a module.
#[derive(Debug)]
pub struct LetDef {
    /// The name.
    pub name: Str,
    /// Where it stands.
    pub span: Span,
    /// The value.
    pub value: Expr,
}

/// A `param`.
#[derive(Debug)]
pub struct ParamDef {
    /// The name.
    pub name: Str,
    /// `///` text.
    pub doc: Option<Str>,
    /// Where it stands.
    pub span: Span,
    /// Its type, without `late`.
    pub ty: Type,
    /// What it is if nobody says.
    pub default: Option<Expr>,
}

/// An environment.
#[derive(Debug)]
pub struct EnvDef {
    /// The name.
    pub name: Str,
    /// `///` text.
    pub doc: Option<Str>,
    /// Where its name stands.
    pub span: Span,
    /// What it inherits from; acyclic.
    pub parent: Option<EnvId>,
    /// `@abstract`: a group, never built.
    pub is_abstract: bool,
    /// What is said of it, checked against kind `environment` and the project's extensions. Its parents' come below it.
    pub body: Body,
    /// `@allow(code, reason)`; its parents' hold in it too.
    pub allows: Vec<(Str, Str, Span)>,
}

/// `defaults kind { … }`.
#[derive(Debug)]
pub struct DefaultsDef {
    /// The module whose blocks it speaks of.
    pub module: ModuleId,
    /// The kind.
    pub kind: KindId,
    /// What is said.
    pub body: Body,
    /// Where its head stands.
    pub span: Span,
}

/// `test "name" in e { … }`.
#[derive(Debug)]
pub struct TestDef {
    /// The name.
    pub name: Str,
    /// Where it stands.
    pub span: Span,
    /// In which environments; empty: all.
    pub environments: Vec<EnvId>,
    /// Lets and asserts.
    pub body: Body,
}

/// A name bound inside a declaration.
#[derive(Debug)]
pub struct LocalDef {
    /// The name.
    pub name: Str,
    /// Where it is bound.
    pub span: Span,
    /// Its type.
    pub ty: Type,
}

/// Declares the look-ups of the tables: by number (a number is made by the table's owner alone, so it is there), and all.
macro_rules! tables {
    ($($(#[$meta:meta])* $one:ident, $all:ident: $id:ty => $def:ty;)*) => {
        impl Model {
            $(
                $(#[$meta])*
                #[allow(clippy::indexing_slicing, reason = "an id is made only together with its table row")]
                pub fn $one(&self, id: $id) -> &$def {
                    &self.$all[id.index()]
                }

                /// All of them, in the order of their numbers.
                pub fn $all(&self) -> &[$def] {
                    &self.$all
                }
            )*
        }
    };
}

tables! {
    /// A module.
    module, modules: ModuleId => Module;
    /// A named type.
    type_def, types: TypeId => TypeDef;
    /// A kind.
    kind, kinds: KindId => KindDef;
    /// A component.
    component, components: ComponentId => ComponentDef;
    /// A function.
    function, functions: FnId => FnDef;
    /// A module's let.
    let_def, lets: LetId => LetDef;
    /// A param.
    param, params: ParamId => ParamDef;
    /// An environment.
    environment, environments: EnvId => EnvDef;
    /// A block declaration.
    block, blocks: BlockDeclId => BlockDecl;
    /// A local name.
    local, locals: LocalId => LocalDef;
}

impl Model {
    /// `defaults` declarations, in order.
    pub fn defaults(&self) -> &[DefaultsDef] {
        &self.defaults
    }

    /// `test` declarations, in order.
    pub fn tests(&self) -> &[TestDef] {
        &self.tests
    }

    /// The `project` block.
    pub fn project(&self) -> Option<BlockDeclId> {
        self.project
    }

    /// The kind of that name.
    pub fn kind_named(&self, name: &str) -> Option<KindId> {
        self.kinds.iter().position(|kind| kind.name == name).map(|at| KindId(at as u32))
    }

    /// The environments that are built, in declaration order.
    pub fn concrete_environments(&self) -> impl Iterator<Item = EnvId> + '_ {
        let all = self.environments.iter().enumerate();
        all.filter(|(_, env)| !env.is_abstract).map(|(at, _)| EnvId(at as u32))
    }

    /// `env`, its parent, its parent's parent …: nearest first.
    pub fn chain(&self, env: EnvId) -> Vec<EnvId> {
        let mut chain = vec![env];
        while let Some(parent) = chain.last().and_then(|&last| self.environment(last).parent) {
            if chain.contains(&parent) {
                break;
            }
            chain.push(parent);
        }
        chain
    }

    /// The kind that a block of this head is, if it is one.
    pub fn kind_of(&self, head: Head) -> Option<KindId> {
        match head {
            Head::Kind(kind) => Some(kind),
            Head::Component(component) => self.component(component).base,
        }
    }

    /// The name of a kind or component.
    pub fn head_name(&self, head: Head) -> &Str {
        match head {
            Head::Kind(kind) => &self.kind(kind).name,
            Head::Component(component) => &self.component(component).name,
        }
    }
}
