//! Cycles in what must not have any: imports, functions, components, types, environments.

use infrac_source::Span;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

/// A way from a node back to itself.
#[derive(Debug)]
pub(crate) struct Cycle {
    /// Its edges in order: from, to, where the edge is written.
    pub steps: Vec<(u32, u32, Span)>,
    /// All nodes of the strongly connected component that it lies in: other cycles may run through them.
    pub members: Vec<u32>,
}

impl Cycle {
    /// The places of the steps with what is said of each.
    pub fn told(&self, tell: impl Fn(u32, u32) -> String) -> Vec<(Span, String)> {
        self.steps.iter().map(|&(from, to, span)| (span, tell(from, to))).collect()
    }
}

/// One cycle for each strongly connected component of the graph of `nodes` nodes, beginning at its smallest node. Linear.
pub(crate) fn find(nodes: usize, edges: &[(u32, u32, Span)]) -> Vec<Cycle> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(nodes, edges.len());
    for _ in 0..nodes {
        graph.add_node(());
    }
    let mut out: FxHashMap<u32, Vec<(u32, Span)>> = FxHashMap::default();
    for &(from, to, span) in edges {
        graph.add_edge(NodeIndex::new(from as usize), NodeIndex::new(to as usize), ());
        out.entry(from).or_default().push((to, span));
    }
    let mut component = vec![usize::MAX; nodes];
    let groups = petgraph::algo::tarjan_scc(&graph);
    for (number, group) in groups.iter().enumerate() {
        for node in group {
            if let Some(slot) = component.get_mut(node.index()) {
                *slot = number;
            }
        }
    }
    let mut cycles: Vec<Cycle> = Vec::new();
    for group in &groups {
        let members: Vec<u32> = group.iter().map(|node| node.index() as u32).collect();
        let Some(start) = members.iter().copied().min() else { continue };
        cycles.extend(walk(start, &component, &out).map(|steps| Cycle { steps, members }));
    }
    cycles.sort_by_key(|cycle| cycle.steps.first().map(|&(_, _, span)| span));
    cycles
}

/// The shortest way from `start` back to itself within its group, by breadth.
fn walk(start: u32, component: &[usize], out: &FxHashMap<u32, Vec<(u32, Span)>>) -> Option<Vec<(u32, u32, Span)>> {
    let group = component.get(start as usize)?;
    let mut came: FxHashMap<u32, (u32, Span)> = FxHashMap::default();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &(to, span) in out.get(&node).into_iter().flatten() {
            if component.get(to as usize) != Some(group) || (to != start && came.contains_key(&to)) {
                continue;
            }
            if to == start {
                let mut cycle = vec![(node, start, span)];
                let mut at = node;
                while at != start {
                    let &(from, span) = came.get(&at)?;
                    cycle.push((from, at, span));
                    at = from;
                }
                cycle.reverse();
                return Some(cycle);
            }
            came.insert(to, (node, span));
            queue.push_back(to);
        }
    }
    None
}
