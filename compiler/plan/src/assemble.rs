//! From an evaluated environment to its plan.

use crate::eval::{Evaluator, InstanceHead};
use crate::file::FileReader;
use crate::kinds::Blocks;
use crate::lock::{Lived, Lock, holds_data};
use crate::value::Value;
use crate::{BlockId, Header, Param, Plan};
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::e04;
use infrac_model::{EnvId, Model};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The stack of a planning thread. Evaluation nests as deep as values depend on one another, at most
/// `MAX_DEPTH` expressions (the evaluator's budget); only what is used of it is ever backed by memory.
const STACK_BYTES: usize = 256 << 20;

/// A plan and what was wrong. Blocks that failed are not in the plan, but their headers are.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// What was wrong, in the order found; each carries the environment's name.
    pub diagnostics: Diagnostics,
}

/// Evaluates one environment.
pub fn plan(model: &Model, env: EnvId, lock: &Lock, files: &dyn FileReader) -> Planned {
    on_big_stack(|| plan_here(model, env, lock, files))
}

/// Evaluates all environments that are built, side by side, in declaration order. A finding that holds in all of them names none.
pub fn plan_all(model: &Model, lock: &Lock, files: &dyn FileReader) -> (Vec<(EnvId, Plan)>, Diagnostics) {
    let environments: Vec<EnvId> = model.concrete_environments().collect();
    let mut plans = Vec::with_capacity(environments.len());
    let mut diagnostics = Diagnostics::default();
    let planned = side_by_side(&environments, |env| plan_here(model, env, lock, files));
    for (&env, planned) in environments.iter().zip(planned) {
        plans.push((env, planned.plan));
        diagnostics.extend(planned.diagnostics);
    }
    diagnostics.extend(crate::checks::run_across(&plans.iter().map(|(_, plan)| plan).collect::<Vec<_>>()));
    let mut merged = diagnostics.merged();
    for diagnostic in &mut merged.0 {
        if diagnostic.environments.len() == environments.len() {
            diagnostic.environments.clear();
        }
    }
    (plans, merged)
}

/// Runs `work` for each item, on as many threads with big stacks as there are processors. The results are in the order of the items.
fn side_by_side<T: Copy + Sync, R: Send>(items: &[T], work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    let next = AtomicUsize::new(0);
    // Whoever is done takes the next item: environments take unlike times.
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match items.get(at) {
                Some(&item) => done.push((at, work(item))),
                None => return done,
            }
        }
    };
    let mut results: Vec<(usize, R)> = std::thread::scope(|threads| {
        let start = |_| std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(threads, take).ok();
        let spawned: Vec<_> = (0..workers).filter_map(start).collect();
        // A system that has no room for a single other thread: this one does it.
        let mut results = if spawned.is_empty() { take() } else { Vec::new() };
        for thread in spawned {
            match thread.join() {
                Ok(done) => results.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Runs `work` once, with a big stack.
pub(crate) fn on_big_stack<R: Send>(work: impl Fn() -> R + Sync) -> R {
    let mut results = side_by_side(&[()], |()| work());
    match results.pop() {
        Some(result) => result,
        None => work(),
    }
}

fn plan_here(model: &Model, env: EnvId, lock: &Lock, files: &dyn FileReader) -> Planned {
    let mut ev = Evaluator::new(model, env, lock, files);
    ev.run();
    let mut planned = assemble(ev);
    planned.diagnostics.extend(crate::checks::run(&planned.plan));
    planned
}

/// The plan of an evaluator that has run.
pub(crate) fn assemble(mut ev: Evaluator<'_>) -> Planned {
    let headers: Vec<Header> = (0..ev.blocks.len()).map(|at| header(&mut ev, BlockId(at as u32))).collect();
    crate::names::report_clashes(&mut ev, &headers);
    let order = declaration_order(&ev);
    let crate::edges::Found { edges, wires, outside } = crate::edges::find(&mut ev, &headers);
    let start_order = crate::order::start_order(&mut ev, &headers, &order, &edges);
    let mut blocks = room_for(&headers);
    let mut lived: Vec<Lived> = Vec::new();
    let mut of_lived = Vec::new();
    for &id in &order {
        let block = ev.block(id);
        let Some(fields) = &block.fields else { continue };
        if let Some(header) = headers.get(id.0 as usize)
            && !ev.block_poisoned(id)
            && !header.kind.is_empty()
        {
            // `None` where a part failed: then the block is left out, and the failure has been reported.
            let _ = blocks.insert(header.clone(), &Value::Map(Arc::clone(fields)));
        }
        if block.decl().is_some() {
            of_lived.push(id);
            lived.push(Lived {
                identity: block.identity.clone(),
                was: block.was.clone(),
                kind: ev.lock_kind(id),
                name: ev.implicit_name(id),
                stateful: holds_data(fields),
                address: headers.get(id.0 as usize).and_then(Header::terraform_address),
            });
        }
    }
    report_silence(&mut ev);
    let moves = crate::address::moves(ev.lock, of_lived.into_iter().zip(&lived));
    let params = params(&mut ev);
    let values = ev.blocks.iter_mut().map(|block| block.fields.take().unwrap_or_default()).collect();
    let plan = Plan {
        environment_name: ev.environment_name().clone(),
        blocks,
        headers,
        endpoints: std::mem::take(&mut ev.endpoints),
        edges,
        wire_places: crate::wire::places(&wires),
        wires,
        outside,
        params,
        origins: Arc::new(ev.origins.finish()),
        values,
        start_order,
        lived,
        moves,
    };
    Planned { plan, diagnostics: ev.diagnostics }
}

/// No blocks yet, with room for one a header: typed blocks are large, and lists of them that grow are copied.
fn room_for(headers: &[Header]) -> Blocks {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for header in headers {
        *counts.entry(&header.kind).or_default() += 1;
    }
    let mut blocks = Blocks::default();
    counts.into_iter().for_each(|(kind, count)| blocks.reserve(kind, count));
    blocks
}

fn header(ev: &mut Evaluator<'_>, id: BlockId) -> Header {
    let name = ev.physical_name(id);
    let model = ev.model;
    let block = ev.block(id);
    let decl = block.decl();
    let (doc, allows) = match block.head {
        InstanceHead::Declared(decl) => (decl.doc.clone(), decl.allows.iter().collect::<Vec<_>>()),
        InstanceHead::Environment(env) => {
            let chain = model.chain(env).into_iter().map(|env| model.environment(env));
            (model.environment(env).doc.clone(), chain.flat_map(|env| &env.allows).collect())
        }
    };
    Header {
        id,
        kind: block.kind_name(model).into(),
        component: block.component.map(|component| model.component(component).name.clone()),
        label: block.label.clone(),
        type_label: decl.and_then(|decl| decl.type_label.as_ref()).map(|(label, _)| label.clone()),
        identity: block.identity.clone(),
        name,
        parent: block.parent,
        doc,
        origin: block.origin,
        allows: allows.into_iter().map(|(code, why, _)| (code.clone(), why.clone())).collect(),
    }
}

/// A value that failed although nothing was wrong is a fault of infrac itself; it is said rather than left out in silence.
fn report_silence(ev: &mut Evaluator<'_>) {
    if ev.met_poison || ev.diagnostics.has_errors() {
        return;
    }
    let failed = (0..ev.blocks.len()).map(|at| BlockId(at as u32)).find(|&id| ev.block_poisoned(id));
    if let Some(id) = failed {
        let fields = ev.block(id).fields.iter().flat_map(|fields| fields.iter());
        let name = fields.filter(|(_, val)| crate::eval::poisoned(&val.value)).map(|(name, _)| name.clone()).next();
        let (span, what) = (ev.block(id).span, format!("{}.{}", ev.block(id).identity, name.unwrap_or_default()));
        ev.report(e04::e0499_internal::internal(span, &what));
    }
}

/// All blocks in the order of their declarations: modules, files, places; what a block holds comes after it.
fn declaration_order(ev: &Evaluator<'_>) -> Vec<BlockId> {
    let mut order: Vec<BlockId> = (0..ev.blocks.len()).map(|at| BlockId(at as u32)).collect();
    order.sort_by(|&a, &b| ev.block(a).order.cmp(&ev.block(b).order).then(a.cmp(&b)));
    order
}

fn params(ev: &mut Evaluator<'_>) -> Vec<Param> {
    let ids: Vec<_> = ev.params.iter().copied().collect();
    let root = ev.root_scope();
    ids.into_iter()
        .map(|id| {
            let def = ev.model.param(id);
            // A default is written into the outputs as text.
            let default = def.default.as_ref().and_then(|default| {
                let val = ev.eval(default, &root);
                ev.has_decimal_form(&val.value, default.span).then_some(val)
            });
            Param {
                name: def.name.clone(),
                doc: def.doc.clone(),
                default: default.map(|val| ev.display_plain(&val.value)),
                origin: ev.origins.intern(def.span, root.trace),
            }
        })
        .collect()
}
