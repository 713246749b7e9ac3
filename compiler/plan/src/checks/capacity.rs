//! Workloads that the declared node pools cannot hold. Where no pools are declared, nothing is known of the nodes.

use super::finder::{Cluster, Finder};
use super::workload::{Workload, workloads};
use crate::kinds::NodePool;
use crate::{Header, OriginId};
use infrac_diagnostics::codes::e06::e0630_no_node_fits::no_node_fits;
use infrac_diagnostics::codes::e06::e0631_only_spot_pools::only_spot_pools;
use infrac_diagnostics::codes::e06::e0632_pools_too_small::{Shortage, pools_too_small};
use infrac_quantity::{ByteSize, MilliCpu};

pub(super) fn find(finder: &mut Finder<'_>) {
    let Some(cluster) = finder.cluster() else { return };
    if cluster.pools.value.is_empty() {
        return;
    }
    let usable = |pool: &&NodePool| pool.count.value.max.is_none_or(|max| max > 0);
    let pools: Vec<&NodePool> = cluster.pools.value.values().map(|pool| &pool.value).filter(usable).collect();
    let ordinary: Vec<&NodePool> = pools.iter().filter(|pool| !pool.spot.value).copied().collect();
    if ordinary.is_empty() && !pools.is_empty() {
        homeless(finder, cluster);
    }
    for workload in workloads(finder.plan) {
        let eligible = if workload.interruptible { &pools } else { &ordinary };
        too_large(finder, cluster, workload, eligible);
    }
    let all: Vec<Workload<'_>> = workloads(finder.plan).filter(|workload| workload.replicas.is_some()).collect();
    let steady: Vec<Workload<'_>> = all.iter().filter(|workload| !workload.interruptible).copied().collect();
    for resource in [Resource::Cpu, Resource::Memory] {
        let told = !ordinary.is_empty() && too_few(finder, cluster, resource, &steady, &ordinary, true);
        if !told && ordinary.len() < pools.len() {
            too_few(finder, cluster, resource, &all, &pools, false);
        }
    }
}

fn homeless(finder: &mut Finder<'_>, cluster: Cluster<'_>) {
    let steady: Vec<Workload<'_>> = workloads(finder.plan).filter(|workload| !workload.interruptible).collect();
    let Some(first) = steady.first() else { return };
    let Some(pool) = cluster.pools.value.values().next() else { return };
    let Some(place) = finder.place(pool.value.spot.origin, &cluster.block.header) else { return };
    let mut names: Vec<String> = steady.iter().map(|workload| finder.name(workload.header).to_string()).collect();
    names.dedup();
    let said = finder.span(first.header.origin, first.header);
    let diagnostic = only_spot_pools(place.span, &names, said);
    finder.report(&cluster.block.header, &place, diagnostic);
}

/// A request that no node meets in both resources at once.
fn too_large(finder: &mut Finder<'_>, cluster: Cluster<'_>, workload: Workload<'_>, eligible: &[&NodePool]) {
    let resources = &workload.resources.value;
    let cpu = resources.cpu.as_ref().map_or(MilliCpu(0), |cpu| cpu.value.min);
    let memory = resources.memory.as_ref().map_or(ByteSize::ZERO, |memory| memory.value.min);
    let fits = eligible.iter().any(|pool| pool.cpu.value >= cpu && pool.memory.value >= memory);
    if fits {
        return;
    }
    let by_cpu = eligible.iter().all(|pool| pool.cpu.value < cpu);
    let size =
        |pool: &&&NodePool| (if by_cpu { i128::from(pool.cpu.value.0) } else { pool.memory.value.0 }, pool.cpu.value);
    let Some(largest) = eligible.iter().max_by_key(size) else { return };
    let origin = match (&resources.cpu, &resources.memory) {
        (Some(cpu), _) if by_cpu => cpu.origin,
        (_, Some(memory)) => memory.origin,
        _ => workload.resources.origin,
    };
    let Some(place) = finder.place(origin, workload.header) else { return };
    let pools = finder.span(if by_cpu { largest.cpu.origin } else { largest.memory.origin }, &cluster.block.header);
    let asks = format!("{cpu} cpu and {memory} of memory");
    let held = format!("{} cpu and {} of memory", largest.cpu.value, largest.memory.value);
    let name = finder.name(workload.header);
    let diagnostic = no_node_fits(place.span, &name, &asks, &held, pools);
    finder.report(workload.header, &place, diagnostic);
}

#[derive(Clone, Copy)]
enum Resource {
    Cpu,
    Memory,
}

impl Resource {
    fn shown(self, amount: i128) -> String {
        match self {
            Self::Cpu => format!("{} cpu", MilliCpu(i64::try_from(amount).unwrap_or(i64::MAX))),
            Self::Memory => format!("{} of memory", ByteSize(amount)),
        }
    }

    /// What the pools have at their largest; `None` if one of them grows without bound.
    fn held(self, pools: &[&NodePool]) -> Option<i128> {
        pools.iter().try_fold(0i128, |sum, pool| {
            let nodes = pool.count.value.max?.max(pool.count.value.min);
            let one = match self {
                Self::Cpu => i128::from(pool.cpu.value.0),
                Self::Memory => pool.memory.value.0,
            };
            sum.checked_add(one.checked_mul(i128::from(nodes))?)
        })
    }

    /// What the least number of replicas asks for, and where that is said.
    fn asked(self, workload: &Workload<'_>) -> Option<(i128, OriginId)> {
        let replicas = i128::from(workload.replicas?.value.min);
        let resources = &workload.resources.value;
        let (one, origin) = match self {
            Self::Cpu => resources.cpu.as_ref().map(|cpu| (i128::from(cpu.value.min.0), cpu.origin))?,
            Self::Memory => resources.memory.as_ref().map(|memory| (memory.value.min.0, memory.origin))?,
        };
        Some((one.checked_mul(replicas)?, origin))
    }
}

/// Reports, and says so, if the workloads together ask for more than the pools can have.
fn too_few(
    finder: &mut Finder<'_>,
    cluster: Cluster<'_>,
    resource: Resource,
    workloads: &[Workload<'_>],
    pools: &[&NodePool],
    ordinary: bool,
) -> bool {
    let Some(held) = resource.held(pools) else { return false };
    let mut askers: Vec<(i128, OriginId, &Header)> = workloads
        .iter()
        .filter_map(|workload| resource.asked(workload).map(|(amount, origin)| (amount, origin, workload.header)))
        .collect();
    let asked = askers.iter().fold(0i128, |sum, (amount, ..)| sum.saturating_add(*amount));
    if asked <= held {
        return false;
    }
    askers.sort_by_key(|(amount, _, header)| (std::cmp::Reverse(*amount), header.id));
    let Some(pool) = pools.first() else { return false };
    let Some(place) = finder.place(pool.count.origin, &cluster.block.header) else { return false };
    let largest: Vec<(String, String)> = askers
        .iter()
        .take(3)
        .map(|(amount, _, header)| (finder.name(header).to_string(), resource.shown(*amount)))
        .collect();
    let first = askers.first().and_then(|(_, origin, header)| finder.span(*origin, header));
    let (asked, held) = (resource.shown(asked), resource.shown(held));
    let shortage = Shortage { asked: &asked, held: &held, ordinary, largest: &largest };
    let diagnostic = pools_too_small(place.span, &shortage, first);
    finder.report(&cluster.block.header, &place, diagnostic);
    true
}
