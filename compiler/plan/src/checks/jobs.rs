//! Jobs of a pipeline against each other: what they wait for, and what they take.

use super::finder::Finder;
use crate::kinds::Job;
use crate::{Block, BlockId, OriginId, Plan};
use infrac_diagnostics::codes::e06::e0692_job_cycle::job_cycle;
use infrac_diagnostics::codes::e06::e0693_unknown_artifact::unknown_artifact;
use infrac_source::Str;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub(super) fn find(finder: &mut Finder<'_>) {
    let plan: &Plan = finder.plan;
    let jobs = &plan.blocks().jobs;
    if !finder.all_readable("job", jobs.len()) {
        return;
    }
    let mut keepers: BTreeMap<(Option<BlockId>, &Str), BlockId> = BTreeMap::new();
    for job in jobs {
        for name in job.value.keep.value.keys() {
            keepers.entry((job.header.parent, name)).or_insert(job.header.id);
        }
    }
    let mut waits: Vec<(BlockId, BlockId, OriginId)> = Vec::new();
    let mut taken: BTreeSet<OriginId> = BTreeSet::new();
    for job in jobs {
        waits.extend(job.value.needs.value.iter().map(|need| (job.header.id, need.value, need.origin)));
        for name in &job.value.takes.value {
            match keepers.get(&(job.header.parent, &name.value)) {
                Some(&keeper) if keeper != job.header.id => {
                    waits.push((job.header.id, keeper, name.origin));
                    taken.insert(name.origin);
                }
                _ => unknown(finder, job, &name.value, name.origin, &keepers),
            }
        }
    }
    cycles(finder, &waits, &taken);
}

fn unknown(
    finder: &mut Finder<'_>,
    job: &Block<Job>,
    name: &Str,
    origin: OriginId,
    keepers: &BTreeMap<(Option<BlockId>, &Str), BlockId>,
) {
    let Some(place) = finder.place(origin, &job.header) else { return };
    let others =
        keepers.iter().filter(|((pipeline, _), keeper)| *pipeline == job.header.parent && **keeper != job.header.id);
    let kept: Vec<&str> = others.map(|((_, name), _)| name.as_str()).collect();
    let pipeline = job.header.parent.and_then(|parent| finder.plan.header(parent));
    let declared = pipeline.and_then(|pipeline| finder.span(pipeline.origin, pipeline));
    let diagnostic = unknown_artifact(place.span, place.is_direct(), &job.header.label, name, &kept, declared);
    finder.report(&job.header, &place, diagnostic);
}

/// One report a knot: a shortest circle through its first job. Circles of `needs` alone are circles of blocks, which are reported with the order
/// of all of them.
fn cycles(finder: &mut Finder<'_>, waits: &[(BlockId, BlockId, OriginId)], taken: &BTreeSet<OriginId>) {
    let ids: BTreeSet<BlockId> = waits.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
    let ids: Vec<BlockId> = ids.into_iter().collect();
    let node = |id: &BlockId| NodeIndex::new(ids.binary_search(id).unwrap_or_default());
    let mut graph: DiGraph<(), OriginId> = DiGraph::with_capacity(ids.len(), waits.len());
    ids.iter().for_each(|_| {
        graph.add_node(());
    });
    for (from, to, origin) in waits {
        graph.add_edge(node(from), node(to), *origin);
    }
    let mut knots: Vec<Vec<NodeIndex>> = tarjan_scc(&graph);
    knots.retain(|knot| knot.len() > 1 || knot.iter().any(|at| graph.contains_edge(*at, *at)));
    knots.iter_mut().for_each(|knot| knot.sort());
    knots.sort();
    for start in knots.iter().filter_map(|knot| knot.first()) {
        let circle: Vec<(BlockId, BlockId, OriginId)> = circle(&graph, *start)
            .into_iter()
            .filter_map(|(from, to, origin)| Some((*ids.get(from.index())?, *ids.get(to.index())?, origin)))
            .collect();
        if circle.iter().any(|(_, _, origin)| taken.contains(origin)) {
            report(finder, &circle);
        }
    }
}

fn report(finder: &mut Finder<'_>, circle: &[(BlockId, BlockId, OriginId)]) {
    let plan = finder.plan;
    let label = |id: BlockId| plan.header(id).map_or("", |header| header.label.as_str());
    let Some(&(first, _, origin)) = circle.first() else { return };
    let Some(header) = plan.header(first) else { return };
    let Some(place) = finder.place(origin, header) else { return };
    let span = |id: BlockId, origin: OriginId| plan.header(id).and_then(|header| finder.span(origin, header));
    let steps: Vec<_> = circle.iter().map(|&(from, to, origin)| (label(from), label(to), span(from, origin))).collect();
    finder.report(header, &place, job_cycle((place.span, label(first)), &steps));
}

/// The edges of a shortest circle through `start`, by breadth-first search.
fn circle(graph: &DiGraph<(), OriginId>, start: NodeIndex) -> Vec<(NodeIndex, NodeIndex, OriginId)> {
    use petgraph::visit::EdgeRef;
    let mut came_by: BTreeMap<NodeIndex, (NodeIndex, OriginId)> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front() {
        let mut out: Vec<_> = graph.edges(at).map(|edge| (edge.id(), edge.target(), *edge.weight())).collect();
        out.sort();
        for (_, to, origin) in out {
            if let std::collections::btree_map::Entry::Vacant(entry) = came_by.entry(to) {
                entry.insert((at, origin));
                queue.push_back(to);
            }
        }
    }
    let mut steps = Vec::new();
    let mut at = start;
    while let Some(&(from, origin)) = came_by.get(&at) {
        steps.push((from, at, origin));
        at = from;
        if at == start {
            break;
        }
    }
    steps.reverse();
    steps
}
