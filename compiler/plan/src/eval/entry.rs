//! Opening bodies: their `let`s, and the bodies of overlays, conditions, matches and loops that hold here.

use super::contribution::{Kept, Node, Rank};
use super::cycle::CellId;
use super::{Binding, Cell, Evaluator, Scope, ScopeRef, Slot};
use crate::value::{Val, Value};
use infrac_diagnostics::codes::e04;
use infrac_model::hir::{Body, Entry, EntryKind};
use infrac_model::{EnvId, LocalId};
use infrac_source::Str;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// What opening an entry found.
type Opened<'m> = Rc<[Rc<Node<'m>>]>;

impl<'m> Evaluator<'m> {
    /// Opens a body in a scope.
    pub fn open(&mut self, body: &'m Body, outer: &ScopeRef<'m>, rank: Rank, key: Option<Str>) -> Rc<Node<'m>> {
        let lets: Vec<Binding<'m>> = body
            .entries
            .iter()
            .filter_map(|entry| match &entry.kind {
                EntryKind::Let { local, value } => Some((*local, Slot::Lazy(value, RefCell::new(Cell::Empty)))),
                _ => None,
            })
            .collect();
        let scope = if lets.is_empty() { Rc::clone(outer) } else { Rc::new(Scope::within(outer, lets)) };
        Rc::new(Node { body, scope, rank, key, info: OnceCell::new(), kept: RefCell::default() })
    }

    /// How near the nearest of these environments is: its depth on the chain, the root's being 1; 0 if none is on it.
    pub fn stratum(&self, environments: &[EnvId]) -> u32 {
        let nearest = self.chain.iter().position(|env| environments.contains(env));
        nearest.map_or(0, |at| (self.chain.len() - at) as u32)
    }

    /// The bodies of a conditional entry that hold here. Evaluated once.
    pub fn open_entry(&mut self, node: &Rc<Node<'m>>, at: usize) -> Opened<'m> {
        let Some(entry) = node.body.entries.get(at) else { return Rc::new([]) };
        let id = CellId::Entry(std::ptr::from_ref(node.body).addr(), at);
        match node.kept(at) {
            Some(Kept::Open(nodes)) => return nodes,
            Some(Kept::Running) => {
                self.cycle(&id, entry.span, node.scope.trace);
                return Rc::new([]);
            }
            _ => {}
        }
        node.keep(at, Kept::Running);
        self.start(id, condition_span(entry));
        let nodes: Opened<'m> = self.open_now(node, entry).into();
        self.finish();
        node.keep(at, Kept::Open(Rc::clone(&nodes)));
        nodes
    }

    fn open_now(&mut self, node: &Rc<Node<'m>>, entry: &'m Entry) -> Vec<Rc<Node<'m>>> {
        let key = || node.key.clone();
        match &entry.kind {
            EntryKind::Overlay { environments, body } => match self.stratum(environments) {
                0 => Vec::new(),
                stratum => vec![self.open(body, &node.scope, Rank { stratum, ..node.rank }, key())],
            },
            EntryKind::If { condition, then, otherwise } => match self.truth(condition, &node.scope) {
                Some(true) => vec![self.open(then, &node.scope, node.rank, key())],
                Some(false) => otherwise.iter().map(|body| self.open(body, &node.scope, node.rank, key())).collect(),
                None => Vec::new(),
            },
            EntryKind::Match { scrutinee, arms } => {
                let value = self.eval(scrutinee, &node.scope);
                let patterns = arms.iter().map(|(patterns, _)| patterns.as_slice());
                let Some((arm, bindings)) = self.select(&value, patterns) else { return Vec::new() };
                let Some((_, body)) = arms.get(arm) else { return Vec::new() };
                let scope = self.bound(&node.scope, bindings);
                vec![self.open(body, &scope, node.rank, key())]
            }
            EntryKind::For { key, value, iterable, body } => {
                self.open_rounds(node, entry, (*key, *value), iterable, body)
            }
            _ => Vec::new(),
        }
    }

    fn open_rounds(
        &mut self,
        node: &Rc<Node<'m>>,
        entry: &'m Entry,
        (key, value): (Option<LocalId>, LocalId),
        iterable: &'m infrac_model::hir::Expr,
        body: &'m Body,
    ) -> Vec<Rc<Node<'m>>> {
        let walked = self.eval(iterable, &node.scope);
        let mut nodes = Vec::new();
        let mut seen: rustc_hash::FxHashSet<Str> = Default::default();
        for (round, element) in self.rounds(&walked) {
            let named = match &walked.value {
                Value::Map(_) => self.plain_text(&round),
                _ => self.key_of(&element),
            };
            let Some(name) = named else { continue };
            if !seen.insert(name.clone()) && !self.info(body).blocks.is_empty() {
                self.report(e04::e0432_loop_key_twice::loop_key_twice(iterable.span, &name));
                continue;
            }
            let what = format!("for {} = {name}", self.model.local(value).name).into();
            let trace = self.enter_frame(node.scope.trace, what, iterable.span);
            let mut bindings: Vec<Binding<'m>> = vec![(value, Slot::Value(element))];
            bindings.extend(key.map(|key| (key, Slot::Value(round))));
            let mut scope = Scope::within(&node.scope, bindings).traced(trace);
            scope.round = Some((std::ptr::from_ref(entry), name.clone()));
            nodes.push(self.open(body, &Rc::new(scope), node.rank, Some(name)));
        }
        nodes
    }

    /// What identifies an element of a list: its text, number or tag.
    fn key_of(&self, element: &Val) -> Option<Str> {
        match &element.value {
            Value::Poison => None,
            _ => Some(self.display_plain(&element.value)),
        }
    }

    /// A frame with these names, or the frame itself if there are none.
    pub fn bound(&self, scope: &ScopeRef<'m>, bindings: Vec<Binding<'m>>) -> ScopeRef<'m> {
        if bindings.is_empty() { Rc::clone(scope) } else { Rc::new(Scope::within(scope, bindings)) }
    }
}

/// What decides about an entry.
fn condition_span(entry: &Entry) -> infrac_source::Span {
    match &entry.kind {
        EntryKind::If { condition, .. } => condition.span,
        EntryKind::Match { scrutinee, .. } => scrutinee.span,
        EntryKind::For { iterable, .. } => iterable.span,
        _ => entry.span,
    }
}
