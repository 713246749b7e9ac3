//! Second pass: signatures first (types, kinds, components, functions), then every body against them, both ways: `check` against a wanted
//! type, `synth` without one. Each subject has its file.

mod arguments;
mod block;
mod body;
mod call;
mod coerce;
mod component;
mod conflict;
mod embedded;
mod entry;
mod environment;
mod exposed;
mod expression;
mod flow;
mod instance;
mod iterate;
mod key;
mod list;
mod member;
mod name;
mod number;
mod operator;
mod pattern;
mod relation;
mod scope;
mod signature;
mod tag;
mod text;
mod top;
mod types;
mod way_out;

pub(crate) use scope::is_reserved;
pub use types::BUILTIN;

use crate::declare::{Declared, ModuleScope, Table, Trees};
use crate::hir::Expr;
use crate::model::Model;
use crate::types::Type;
use crate::uses::Uses;
use crate::{Analyzed, BlockDeclId, EnvId, KindId, LocalId, ModuleId};
use infrac_diagnostics::{Diagnostic, Diagnostics};
use infrac_source::{FileId, Span, Str};
use rustc_hash::{FxHashMap, FxHashSet};
use scope::{LocalState, Scope, ScopeId};
use std::rc::Rc;

/// How deep expressions are checked within expressions, following unannotated `let`s too. The parser allows 128 for what is written.
const MAX_DEPTH: u32 = 200;

/// What is wanted of an expression.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Want<'t> {
    /// The type.
    pub ty: &'t Type,
    /// Where that was said: an attribute's declaration, an annotation.
    pub origin: Option<Span>,
}

impl<'t> Want<'t> {
    /// A type that was asked for at a place.
    pub fn new(ty: &'t Type, origin: Span) -> Self {
        Self { ty, origin: Some(origin) }
    }

    /// A type that the language itself asks for.
    pub fn plain(ty: &'t Type) -> Self {
        Self { ty, origin: None }
    }
}

/// How far the type of a module's `let` is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LetState {
    Pending,
    Running,
    Known,
}

/// The checker: the model as far as it is made, and what it needs to go on.
pub(crate) struct Checker<'a> {
    pub model: Model,
    pub module_scopes: Vec<ModuleScope>,
    pub environments: Table<EnvId>,
    pub trees: Trees<'a>,
    pub diagnostics: Diagnostics,
    pub uses: Uses,
    scopes: Vec<Scope>,
    /// One for each local of the model.
    locals: Vec<LocalState<'a>>,
    /// Values of body `let`s that were asked for before their turn.
    early: FxHashMap<LocalId, Expr>,
    lets: Vec<LetState>,
    /// Types of `let`s of modules, where known.
    let_types: Vec<Type>,
    /// Inner blocks of components, by the span of their head.
    inner: FxHashMap<Span, BlockDeclId>,
    exposed: FxHashMap<BlockDeclId, Rc<exposed::Exposed>>,
    fields: Vec<signature::PendingField<'a>>,
    outputs: Vec<signature::PendingOutput<'a>>,
    /// One for each component: the frame of its parameters, outputs and inner blocks.
    component_scopes: Vec<ScopeId>,
    flows: Vec<flow::Flow>,
    /// The blocks labelled `this` of each component.
    this_blocks: Vec<component::This>,
    /// The locals of body `let`s, by the place of their name.
    let_locals: FxHashMap<Span, LocalId>,
    /// Components whose base was reported: nobody knows what attributes they have.
    hollow: FxHashSet<crate::ComponentId>,
    /// Whether a key of the body at hand is not known but is near to one that is: of that one nobody says that it is missing.
    misspelt: bool,
    /// Heads of inner blocks that were reported when the components' frames were made.
    broken_heads: FxHashSet<Span>,
    /// Children that were declared: owner, kind and label, with the place of the label.
    children: FxHashMap<(block::OwnerKey, KindId, Str), Span>,
    /// Children that were named by their labels (`booking.slo.latency`): where, whose, of which kind.
    named_children: Vec<(Span, BlockDeclId, KindId, Str)>,
    /// The `let`s whose values are being checked, outermost first: name's place, name, and where it was asked for.
    waiting: Vec<(Span, Str, Span)>,
    /// The files whose blocks are checked; `None`: all.
    focus: Option<&'a [FileId]>,
    depth: u32,
}

/// Checks everything that was declared; with `focus` the blocks at the top of modules in these files alone.
pub(crate) fn check<'a>(declared: Declared<'a>, focus: Option<&'a [FileId]>) -> Analyzed {
    let lets = vec![LetState::Pending; declared.model.lets.len()];
    let let_types = vec![Type::Error; declared.model.lets.len()];
    let mut checker = Checker {
        model: declared.model,
        module_scopes: declared.scopes,
        environments: declared.environments,
        trees: declared.trees,
        diagnostics: declared.diagnostics,
        uses: declared.uses,
        scopes: Vec::new(),
        locals: Vec::new(),
        early: FxHashMap::default(),
        lets,
        let_types,
        inner: FxHashMap::default(),
        exposed: FxHashMap::default(),
        fields: Vec::new(),
        outputs: Vec::new(),
        component_scopes: Vec::new(),
        flows: Vec::new(),
        this_blocks: Vec::new(),
        let_locals: FxHashMap::default(),
        hollow: FxHashSet::default(),
        misspelt: false,
        broken_heads: FxHashSet::default(),
        children: FxHashMap::default(),
        named_children: Vec::new(),
        waiting: Vec::new(),
        focus,
        depth: 0,
    };
    checker.run();
    checker.uses.sort();
    Analyzed {
        model: checker.model,
        diagnostics: checker.diagnostics.merged(),
        uses: checker.uses,
        scopes: checker.module_scopes,
    }
}

impl Checker<'_> {
    fn run(&mut self) {
        for module in 0..self.module_scopes.len() {
            self.root_scope(ModuleId(module as u32));
        }
        self.signatures();
        self.environment_tree();
        self.defaults_heads();
        self.component_insides();
        self.field_values();
        self.output_values();
        self.bodies();
        self.uses_of_children();
        self.flow_errors();
        self.recursion();
    }

    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The frame of a module's top: frames and modules were numbered alike.
    pub(crate) fn top(&self, module: ModuleId) -> ScopeId {
        ScopeId(module.0)
    }

    #[allow(clippy::indexing_slicing, reason = "one scope was made for each module")]
    pub(crate) fn module_scope(&self, module: ModuleId) -> &ModuleScope {
        &self.module_scopes[module.index()]
    }

    pub(crate) fn type_text(&self, ty: &Type) -> String {
        self.model.type_text(ty)
    }
}
