//! Blocks that are alive: where they come from, what speaks of them, what they are called.

use super::contribution::{COMPONENT, Contribution, DEFAULTS, Node, Rank, USER, Want};
use super::{Cell, Evaluator, Scope, ScopeRef, Slot};
use crate::value::Fields;
use crate::{BlockId, OriginId};
use infrac_model::hir::{BlockDecl, Body, EntryKind, Owner};
use infrac_model::{ComponentId, EnvId, Head, KindId, Model, ModuleId};
use infrac_source::{Span, Str};
use rustc_hash::FxHashMap;
use std::rc::Rc;
use std::sync::Arc;

/// What a block was declared as.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InstanceHead<'m> {
    /// A block declaration.
    Declared(&'m BlockDecl),
    /// The environment itself.
    Environment(EnvId),
}

/// A block that is alive.
#[derive(Debug)]
pub(crate) struct Instance<'m> {
    pub head: InstanceHead<'m>,
    /// Its kind; `None` for an instance of a closed component.
    pub kind: Option<KindId>,
    /// The component that it is an instance of.
    pub component: Option<ComponentId>,
    /// Its label; for `this` that of the instance around.
    pub label: Str,
    /// Stable name; see [`crate::Header::identity`].
    pub identity: Str,
    /// The identity that it had before, by `@was`.
    pub was: Option<Str>,
    /// The block or instance that made it.
    pub parent: Option<BlockId>,
    /// Where it stands among all blocks: positions from the root.
    pub order: Vec<u32>,
    /// The header's place.
    pub span: Span,
    pub origin: OriginId,
    /// Where its declaration stands.
    pub outer: ScopeRef<'m>,
    /// Inside its body.
    pub inner: ScopeRef<'m>,
    /// Inside its component's body.
    pub component_scope: Option<ScopeRef<'m>>,
    /// In what its kind says of it, once asked for.
    pub kind_scope: Option<ScopeRef<'m>>,
    /// The bodies that speak of it, low to high; `None`: not opened yet.
    pub nodes: Option<Rc<[Rc<Node<'m>>]>>,
    /// What amends it: bodies written by its parent's bodies.
    pub amends: Vec<(&'m Body, ScopeRef<'m>, Rank)>,
    /// The attributes of its kind, in its order; none before the first is asked for, nor once all are in `fields`.
    pub attributes: Vec<Cell>,
    pub parameters: FxHashMap<Str, Cell>,
    pub outputs: FxHashMap<Str, Cell>,
    /// Its children and inner blocks, once asked for.
    pub members: Option<Rc<[BlockId]>>,
    /// Its values, once forced.
    pub fields: Option<Arc<Fields>>,
    /// Whether one of these, or a part of it, failed.
    pub poisoned: bool,
    /// The body it was written with lies in this layer.
    pub layer: Rank,
}

impl<'m> Instance<'m> {
    /// Its kind's name; empty for an instance of a closed component.
    pub fn kind_name(&self, model: &'m Model) -> &'m str {
        self.kind.map_or("", |kind| model.kind(kind).name.as_str())
    }

    /// Its declaration, unless it is the environment.
    pub fn decl(&self) -> Option<&'m BlockDecl> {
        match self.head {
            InstanceHead::Declared(decl) => Some(decl),
            InstanceHead::Environment(_) => None,
        }
    }
}

/// What [`Evaluator::make`] needs beside the declaration.
pub(crate) struct Birth<'m> {
    /// The scope that the declaration stands in.
    pub outer: ScopeRef<'m>,
    /// Who made it.
    pub parent: Option<BlockId>,
    /// Its place among its siblings.
    pub position: u32,
    /// The key of its loop round.
    pub key: Option<Str>,
    /// Rank of the body that declares it.
    pub rank: Rank,
}

impl<'m> Evaluator<'m> {
    /// The module that a declaration stands in.
    pub fn module_of(&self, decl: &BlockDecl) -> ModuleId {
        let mut owner = decl.owner;
        for _ in 0..128 {
            match owner {
                Owner::Module(module) => return module,
                Owner::Component(component) => return self.model.component(component).module,
                Owner::Block(block) => owner = self.model.block(block).owner,
            }
        }
        ModuleId(1)
    }

    /// Whether a declaration's header lets it live here.
    pub fn header_allows(&self, decl: &BlockDecl) -> bool {
        decl.alive_in.as_ref().is_none_or(|environments| environments.contains(&self.env))
    }

    /// Makes a block that is alive.
    pub fn make(&mut self, decl: &'m BlockDecl, birth: Birth<'m>) -> Option<BlockId> {
        if !self.room_for_block(decl.header_span) {
            return None;
        }
        let id = BlockId(self.blocks.len() as u32);
        let component = match decl.head {
            Head::Component(component) => Some(component),
            Head::Kind(_) => None,
        };
        let kind = self.model.kind_of(decl.head);
        let naming = self.naming(decl, birth.parent, birth.key.as_ref());
        let self_block = if kind.is_some() { Some(id) } else { birth.outer.self_block };
        let inner = Scope { self_block, ..Scope::within(&birth.outer, Vec::new()) };
        let trace = birth.outer.trace;
        let component_scope = component.map(|component| {
            let def = self.model.component(component);
            let what = format!("{} {}", def.name, naming.label).into();
            let trace = self.enter_frame(trace, what, decl.header_span);
            let parameters = def.params.values();
            let bindings =
                parameters.filter_map(|param| Some((param.local?, Slot::Parameter(id, param.name.clone())))).collect();
            let own = kind.map(|_| id);
            Rc::new(Scope { bindings, self_block: own, instance: Some(id), trace, ..Scope::root() })
        });
        let mut order = birth.parent.map_or_else(Vec::new, |parent| self.block(parent).order.clone());
        order.push(birth.position);
        let origin = self.origins.intern(decl.header_span, trace);
        self.blocks.push(Instance {
            head: InstanceHead::Declared(decl),
            kind,
            component,
            label: naming.label,
            identity: naming.identity,
            was: naming.was,
            parent: birth.parent,
            order,
            span: decl.header_span,
            origin,
            outer: birth.outer,
            inner: Rc::new(inner),
            component_scope,
            kind_scope: None,
            nodes: None,
            amends: Vec::new(),
            attributes: Vec::new(),
            parameters: FxHashMap::default(),
            outputs: FxHashMap::default(),
            members: None,
            fields: None,
            poisoned: false,
            layer: Rank { level: 0, ..birth.rank },
        });
        Some(id)
    }

    /// Makes the block of the environment itself.
    pub fn make_environment(&mut self) {
        let def = self.model.environment(self.env);
        let id = BlockId(self.blocks.len() as u32);
        let root = self.root_scope();
        let inner = Rc::new(Scope { self_block: Some(id), ..Scope::within(&root, Vec::new()) });
        let origin = self.origins.intern(def.span, root.trace);
        let kind = self.model.kind_named("environment");
        self.blocks.push(Instance {
            head: InstanceHead::Environment(self.env),
            kind,
            component: None,
            label: def.name.clone(),
            identity: def.name.clone(),
            was: None,
            parent: None,
            order: Vec::new(),
            span: def.span,
            origin,
            outer: root,
            inner,
            component_scope: None,
            kind_scope: None,
            nodes: None,
            amends: Vec::new(),
            attributes: Vec::new(),
            parameters: FxHashMap::default(),
            outputs: FxHashMap::default(),
            members: None,
            fields: None,
            poisoned: false,
            layer: Rank::of(USER),
        });
        self.env_block = Some(id);
    }

    /// The bodies that speak of a block, low to high.
    pub fn nodes(&mut self, id: BlockId) -> Rc<[Rc<Node<'m>>]> {
        if let Some(nodes) = &self.block(id).nodes {
            return Rc::clone(nodes);
        }
        let block = self.block(id);
        let (head, kind, component, rank) = (block.head, block.kind, block.component, block.layer);
        let (inner, component_scope) = (Rc::clone(&block.inner), block.component_scope.clone());
        let amends = block.amends.clone();
        let mut nodes: Vec<Rc<Node<'m>>> = Vec::new();
        match head {
            InstanceHead::Environment(_) => {
                let chain = self.chain.clone();
                for (depth, env) in chain.iter().rev().enumerate() {
                    let rank = Rank { stratum: depth as u32 + 1, ..Rank::of(USER) };
                    nodes.push(self.open(&self.model.environment(*env).body, &inner, rank, None));
                }
            }
            InstanceHead::Declared(decl) => {
                let module = self.module_of(decl);
                if let Some(kind) = kind {
                    let defaults = self.model.defaults().iter();
                    let of_kind: Vec<&'m Body> = defaults
                        .filter(|defaults| defaults.kind == kind && defaults.module == module)
                        .map(|defaults| &defaults.body)
                        .collect();
                    for body in of_kind {
                        nodes.push(self.open(body, &inner, Rank::of(DEFAULTS), None));
                    }
                }
                if let (Some(component), Some(scope)) = (component, &component_scope) {
                    let body = &self.model.component(component).body;
                    nodes.push(self.open(body, scope, Rank::of(COMPONENT), None));
                }
                // For an instance, whoever instantiates is the user, be it another component.
                let layer = if component.is_some() { USER } else { rank.layer.max(COMPONENT) };
                nodes.push(self.open(&decl.body, &inner, Rank { layer, ..rank }, None));
            }
        }
        for (body, scope, rank) in amends {
            let scope = Rc::new(Scope { self_block: Some(id), ..Scope::within(&scope, Vec::new()) });
            nodes.push(self.open(body, &scope, rank, None));
        }
        let nodes: Rc<[Rc<Node<'m>>]> = nodes.into();
        self.block_mut(id).nodes = Some(Rc::clone(&nodes));
        nodes
    }

    /// What is said of an attribute of a block, or of a parameter of an instance.
    pub fn said_of(&mut self, id: BlockId, key: &str, parameter: bool) -> Vec<Contribution<'m>> {
        let component = self.block(id).component.map(|component| self.model.component(component));
        let taken = component.is_some_and(|component| component.params.contains_key(key));
        let closed = component.is_some_and(|component| component.base.is_none());
        let mut said = Vec::new();
        for node in self.nodes(id).iter() {
            let users = component.is_none() || node.rank.layer == USER && !self.is_component_body(id, node);
            let speaks = match (parameter, users) {
                // A parameter of the same name takes the key over: the component alone decides about the attribute.
                (false, true) => !taken,
                (false, false) => !closed,
                (true, users) => users,
            };
            if speaks {
                self.gather(node, key, &mut said);
            }
        }
        said
    }

    fn is_component_body(&self, id: BlockId, node: &Node<'m>) -> bool {
        let component = self.block(id).component.map(|component| &self.model.component(component).body);
        component.is_some_and(|body| std::ptr::eq(body, node.body))
    }

    /// Whether a body of the block is damaged, so that nothing is said of what is absent.
    pub fn damaged(&mut self, id: BlockId) -> bool {
        self.nodes(id).iter().any(|node| node.body.damaged)
    }

    /// The asserts of a block's bodies that hold here: (body's node, entry).
    pub fn asserts_of(&mut self, node: &Rc<Node<'m>>, out: &mut Vec<(Rc<Node<'m>>, usize)>) {
        for (at, entry) in node.body.entries.iter().enumerate() {
            match &entry.kind {
                EntryKind::Assert { .. } => out.push((Rc::clone(node), at)),
                kind if self.entry_holds(kind, Want::Asserts) => {
                    for nested in self.open_entry(node, at).iter() {
                        self.asserts_of(nested, out);
                    }
                }
                _ => {}
            }
        }
    }
}
