//! What a namespace's quota refuses.

use super::finder::{Cluster, Finder};
use super::workload::{Workload, workloads};
use crate::{At, OriginId, Range};
use infrac_diagnostics::codes::e06::e0633_quota_exceeded::quota_exceeded;
use infrac_diagnostics::codes::e06::e0634_quota_needs_requests::quota_needs_requests;
use infrac_quantity::{Quantity, Ratio};

pub(super) fn find(finder: &mut Finder<'_>) {
    let Some(cluster) = finder.cluster() else { return };
    let Some(quota) = cluster.quota else { return };
    let quota = &quota.value;
    // A LimitRange gives defaults to what says nothing.
    let mut objects = finder.plan.blocks().objects.iter();
    let defaults = objects.any(|object| object.header.type_label.as_deref() == Some("LimitRange"));
    if let Some(cpu) = &quota.cpu {
        let of = |workload: &Workload<'_>| workload.resources.value.cpu;
        counted(finder, cluster, "cpu", cpu, of, defaults);
    }
    if let Some(memory) = &quota.memory {
        let of = |workload: &Workload<'_>| workload.resources.value.memory;
        counted(finder, cluster, "memory", memory, of, defaults);
    }
    if let Some(pods) = &quota.pods {
        let takers = workloads(finder.plan)
            .filter_map(|workload| Some((i128::from(workload.replicas?.value.min), workload)))
            .collect::<Vec<_>>();
        if let Some(taken) = over(&takers, i128::from(pods.value)) {
            let claim = format!("the services are at least {taken} pods");
            exceeded(finder, cluster, pods.origin, &claim, &pods.value.to_string(), &takers);
        }
    }
}

fn counted<T: Quantity + std::fmt::Display>(
    finder: &mut Finder<'_>,
    cluster: Cluster<'_>,
    resource: &'static str,
    quota: &At<Range<T>>,
    of: impl Fn(&Workload<'_>) -> Option<At<Range<T>>>,
    defaults: bool,
) {
    let (mut requests, mut limits) = (Vec::new(), Vec::new());
    for workload in workloads(finder.plan) {
        let range = of(&workload).map(|range| range.value);
        let request = range.and_then(|range| range.min.to_base().to_int());
        let limit = range.and_then(|range| range.max).and_then(|limit| limit.to_base().to_int());
        let missing = match (range, limit, quota.value.max) {
            (None, _, None) => Some("request"),
            (None, _, Some(_)) => Some("request and limit"),
            (Some(_), None, Some(_)) => Some("limit"),
            (Some(_), _, _) => None,
        };
        if let (Some(bound), false) = (missing, defaults) {
            silent(finder, cluster, workload, resource, bound, quota.origin);
        }
        let Some(replicas) = workload.replicas.map(|replicas| i128::from(replicas.value.min)) else { continue };
        requests.extend(request.map(|one| (one.saturating_mul(replicas), workload)));
        limits.extend(limit.map(|one| (one.saturating_mul(replicas), workload)));
    }
    let shown = |amount: T| format!("{amount} {}", if resource == "memory" { "of memory" } else { resource });
    let amount = |sum: i128| T::from_base(Ratio::from_int(sum)).map_or_else(|| sum.to_string(), shown);
    let bounds = [
        ("the services request", Some(quota.value.min), requests),
        ("the limits of the services add up to", quota.value.max, limits),
    ];
    for (what, allowed, takers) in bounds {
        let Some(allowed) = allowed else { continue };
        let Some(taken) = allowed.to_base().to_int().and_then(|most| over(&takers, most)) else { continue };
        exceeded(finder, cluster, quota.origin, &format!("{what} {}", amount(taken)), &shown(allowed), &takers);
    }
}

/// The sum, where it is above what is allowed.
fn over(takers: &[(i128, Workload<'_>)], allowed: i128) -> Option<i128> {
    let taken = takers.iter().fold(0i128, |sum, (amount, _)| sum.saturating_add(*amount));
    (taken > allowed).then_some(taken)
}

fn silent(
    finder: &mut Finder<'_>,
    cluster: Cluster<'_>,
    workload: Workload<'_>,
    resource: &str,
    bound: &str,
    quota: OriginId,
) {
    let resources = &workload.resources.value;
    let (cpu, memory) = (resources.cpu.map(|cpu| cpu.origin), resources.memory.map(|memory| memory.origin));
    let own = if resource == "memory" { memory.or(cpu) } else { cpu.or(memory) };
    let Some(place) = finder.place(own.unwrap_or(workload.header.origin), workload.header) else { return };
    let said = finder.span(quota, &cluster.block.header);
    let diagnostic = quota_needs_requests(place.span, &finder.name(workload.header), resource, bound, said);
    finder.report(workload.header, &place, diagnostic);
}

fn exceeded(
    finder: &mut Finder<'_>,
    cluster: Cluster<'_>,
    quota: OriginId,
    claim: &str,
    allowed: &str,
    takers: &[(i128, Workload<'_>)],
) {
    let Some(place) = finder.place(quota, &cluster.block.header) else { return };
    let most = takers.iter().rev().max_by_key(|(amount, _)| *amount).map(|(_, workload)| workload.header);
    let most = most.map(|header| (finder.name(header), finder.span(header.origin, header)));
    let most = most.as_ref().map(|(name, span)| (name.as_str(), *span));
    let diagnostic = quota_exceeded(place.span, claim, allowed, most);
    finder.report(&cluster.block.header, &place, diagnostic);
}
