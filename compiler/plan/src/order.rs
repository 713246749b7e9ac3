//! Start order: whoever must be ready first comes first; a cycle of hard edges is an error.

use crate::eval::Evaluator;
use crate::{BlockId, Edge, Header, Strength};
use infrac_diagnostics::codes::e06;
use infrac_source::Span;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// The blocks of kinds in start order (Kahn's algorithm, ties by declaration). Cycles are reported, and their blocks come last.
pub(crate) fn start_order(
    ev: &mut Evaluator<'_>,
    headers: &[Header],
    declared: &[BlockId],
    edges: &[Edge],
) -> Vec<BlockId> {
    let mut position = vec![0; headers.len()];
    for (at, id) in declared.iter().enumerate() {
        if let Some(slot) = position.get_mut(id.0 as usize) {
            *slot = at;
        }
    }
    let at = |id: BlockId| position.get(id.0 as usize).copied().unwrap_or(0);
    let hard: Vec<&Edge> = edges.iter().filter(|edge| edge.strength == Strength::Hard).collect();
    let mut waiting = vec![0usize; declared.len()];
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); declared.len()];
    for edge in &hard {
        if let (Some(count), Some(list)) = (waiting.get_mut(at(edge.from)), followers.get_mut(at(edge.to))) {
            *count += 1;
            list.push(at(edge.from));
        }
    }
    let ready = waiting.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| Reverse(at));
    let mut ready: BinaryHeap<Reverse<usize>> = ready.collect();
    let mut order: Vec<usize> = Vec::with_capacity(declared.len());
    while let Some(Reverse(next)) = ready.pop() {
        order.push(next);
        for &follower in followers.get(next).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(follower) {
                *count -= 1;
                if *count == 0 {
                    ready.push(Reverse(follower));
                }
            }
        }
    }
    if order.len() < declared.len() {
        report_cycles(ev, headers, &hard);
        order.extend(waiting.iter().enumerate().filter(|(_, count)| **count > 0).map(|(at, _)| at));
    }
    let of_a_kind = |id: &BlockId| headers.get(id.0 as usize).is_some_and(|header| !header.kind.is_empty());
    order.into_iter().filter_map(|at| declared.get(at).copied()).filter(of_a_kind).collect()
}

/// One report a knot: the shortest cycle through its first block, edge by edge.
fn report_cycles(ev: &mut Evaluator<'_>, headers: &[Header], hard: &[&Edge]) {
    let mut graph: DiGraph<(), usize> = DiGraph::with_capacity(headers.len(), hard.len());
    for _ in headers {
        graph.add_node(());
    }
    for (at, edge) in hard.iter().enumerate() {
        graph.add_edge(NodeIndex::new(edge.from.0 as usize), NodeIndex::new(edge.to.0 as usize), at);
    }
    let mut knots: Vec<Vec<NodeIndex>> = tarjan_scc(&graph).into_iter().filter(|knot| knot.len() > 1).collect();
    knots.iter_mut().for_each(|knot| knot.sort());
    knots.sort();
    for knot in knots {
        let Some(&start) = knot.first() else { continue };
        let cycle: Vec<&Edge> =
            shortest_cycle(&graph, start).into_iter().filter_map(|at| hard.get(at).copied()).collect();
        let name = |id: BlockId| headers.get(id.0 as usize).map_or("", |header| header.identity.as_str());
        let steps: Vec<(String, String, Span)> = cycle
            .iter()
            .filter_map(|edge| {
                let span = ev.value_place(edge.origin)?;
                Some((name(edge.from).to_owned(), name(edge.to).to_owned(), span))
            })
            .collect();
        ev.report(e06::e0691_start_cycle::start_cycle(&steps));
    }
}

/// The edges of a shortest cycle through `start`, by breadth-first search.
fn shortest_cycle(graph: &DiGraph<(), usize>, start: NodeIndex) -> Vec<usize> {
    let mut came_by: Vec<Option<(NodeIndex, usize)>> = vec![None; graph.node_count()];
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        let mut out: Vec<_> =
            graph.edges(node).map(|edge| (*edge.weight(), petgraph::visit::EdgeRef::target(&edge))).collect();
        out.sort();
        for (edge, next) in out {
            let Some(slot) = came_by.get_mut(next.index()) else { continue };
            if slot.is_some() {
                continue;
            }
            *slot = Some((node, edge));
            if next == start {
                let mut cycle = Vec::new();
                let mut at = start;
                while let Some(Some((before, edge))) = came_by.get(at.index()) {
                    cycle.push(*edge);
                    at = *before;
                    if at == start {
                        break;
                    }
                }
                cycle.reverse();
                return cycle;
            }
            queue.push_back(next);
        }
    }
    Vec::new()
}
