//! The evaluator: one environment of a checked model to values. Demand-driven: a cell (a block's attribute, a `let`, an output, a
//! condition) is computed when somebody asks, once; a cell that asks for itself is a cycle. See the language reference, "Evaluation".

mod attribute;
mod block;
mod budget;
mod child;
mod coerce;
mod condition;
mod contribution;
mod cycle;
mod entry;
mod expression;
mod force;
mod identity;
mod iterate;
mod member;
mod merge;
mod number;
mod operator;
mod pattern;
mod place;
mod plainly;
mod record;
mod reference;
mod refine;
mod scope;
mod shapes;
mod text;

pub(crate) use block::{Instance, InstanceHead};
pub(crate) use contribution::Rank;
pub(crate) use force::poisoned;
pub(crate) use operator::equal;
pub(crate) use scope::{Binding, Cell, Scope, ScopeRef, Slot};

use crate::file::FileReader;
use crate::lock::Lock;
use crate::origin::Interner;
use crate::value::{Fields, Val, Value};
use crate::{BlockId, Endpoint, EndpointId, Frame, OriginId, TraceId};
use budget::Budget;
use contribution::BodyInfo;
use cycle::Step;
use infrac_diagnostics::{Diagnostic, Diagnostics};
use infrac_model::hir::Body;
use infrac_model::{BlockDeclId, EnvId, Model, ParamId};
use infrac_source::{Span, Str};
use rustc_hash::FxHashMap;
use shapes::Shapes;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// How many frames are kept: enough for every block and call of a real project, and little memory for an exponential one.
const MAX_FRAMES: usize = 1_000_000;

/// The state of one evaluation.
pub(crate) struct Evaluator<'m> {
    pub model: &'m Model,
    pub env: EnvId,
    /// The environment, its parent, its parent's parent.
    pub chain: Vec<EnvId>,
    pub lock: &'m Lock,
    pub files: &'m dyn FileReader,
    pub origins: Interner,
    pub diagnostics: Diagnostics,
    /// All blocks met so far that are alive, by [`BlockId`].
    pub blocks: Vec<Instance<'m>>,
    pub endpoints: Vec<Endpoint>,
    /// The params that something read.
    pub params: BTreeSet<ParamId>,
    pub env_block: Option<BlockId>,
    /// Something in the source was wrong, reported before, and has been met: what is poison may follow from it.
    pub met_poison: bool,
    /// Text patterns that were compiled; `None`: one that is too large.
    pub patterns: FxHashMap<Str, Option<regex::Regex>>,
    endpoint_ids: FxHashMap<(BlockId, Str), EndpointId>,
    lets: Vec<Cell>,
    top: FxHashMap<BlockDeclId, Option<BlockId>>,
    infos: FxHashMap<*const Body, Rc<BodyInfo>>,
    shapes: Shapes,
    /// The payload of every tag that has none.
    nothing: Arc<Fields>,
    running: Vec<Step>,
    budget: Budget,
    root: ScopeRef<'m>,
}

impl<'m> Evaluator<'m> {
    pub fn new(model: &'m Model, env: EnvId, lock: &'m Lock, files: &'m dyn FileReader) -> Self {
        Self {
            model,
            env,
            chain: model.chain(env),
            lock,
            files,
            origins: Interner::of_plan(u8::try_from(env.0).unwrap_or(u8::MAX)),
            diagnostics: Diagnostics::default(),
            blocks: Vec::new(),
            endpoints: Vec::new(),
            params: BTreeSet::new(),
            env_block: None,
            met_poison: false,
            patterns: FxHashMap::default(),
            endpoint_ids: FxHashMap::default(),
            lets: vec![Cell::Empty; model.lets().len()],
            top: FxHashMap::default(),
            infos: FxHashMap::default(),
            shapes: Shapes::default(),
            nothing: Arc::default(),
            running: Vec::new(),
            budget: Budget::default(),
            root: Rc::new(Scope::root()),
        }
    }

    /// The name of the environment under evaluation.
    pub fn environment_name(&self) -> &'m Str {
        &self.model.environment(self.env).name
    }

    /// Adds a finding of this environment.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let name = self.environment_name().clone();
        self.diagnostics.push(diagnostic.in_environment(name));
    }

    /// A value made at `span`.
    pub fn val(&mut self, value: Value, span: Span, trace: TraceId) -> Val {
        Val { value, origin: self.origins.intern(span, trace) }
    }

    /// Enters an instance, call or loop round. Beyond [`MAX_FRAMES`] the way is not told apart any more.
    pub fn enter_frame(&mut self, outer: TraceId, what: Str, span: Span) -> TraceId {
        if self.origins.frame_count() >= MAX_FRAMES {
            return outer;
        }
        self.origins.enter(Frame { outer, what, span })
    }

    /// What a failure leaves behind.
    pub fn poison(&mut self, span: Span, trace: TraceId) -> Val {
        self.val(Value::Poison, span, trace)
    }

    /// The scope of a module's top.
    pub fn root_scope(&self) -> ScopeRef<'m> {
        Rc::clone(&self.root)
    }

    /// A block that is alive.
    #[allow(clippy::indexing_slicing, reason = "a BlockId is made only together with its row")]
    pub fn block(&self, id: BlockId) -> &Instance<'m> {
        &self.blocks[id.0 as usize]
    }

    #[allow(clippy::indexing_slicing, reason = "a BlockId is made only together with its row")]
    pub fn block_mut(&mut self, id: BlockId) -> &mut Instance<'m> {
        &mut self.blocks[id.0 as usize]
    }

    /// The endpoint of a block's port.
    pub fn endpoint_of(&mut self, owner: BlockId, port_name: &Str, port: i64, origin: OriginId) -> EndpointId {
        let key = (owner, port_name.clone());
        if let Some(&id) = self.endpoint_ids.get(&key) {
            return id;
        }
        let port = crate::At { value: port, origin };
        let id = self.add_endpoint(Endpoint {
            owner: Some(owner),
            port_name: port_name.clone(),
            port,
            host: None,
            within: Vec::new(),
            after: None,
        });
        self.endpoint_ids.insert(key, id);
        id
    }

    /// Numbers an endpoint.
    pub fn add_endpoint(&mut self, endpoint: Endpoint) -> EndpointId {
        let id = EndpointId(self.endpoints.len() as u32);
        self.endpoints.push(endpoint);
        id
    }
}
