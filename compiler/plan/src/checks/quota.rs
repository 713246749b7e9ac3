//! What a namespace's quota refuses.

use super::finder::{Cluster, Finder};
use super::workload::{Workload, workloads};
use crate::{At, OriginId, Range};
use infrac_diagnostics::codes::e06::e0633_quota_exceeded::quota_exceeded;
use infrac_diagnostics::codes::e06::e0634_quota_needs_requests::quota_needs_requests;
use infrac_quantity::Quantity;

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
        let takers =
            workloads(finder.plan).filter_map(|workload| Some((i128::from(workload.replicas?.value.min), workload)));
        sum(finder, cluster, "pods", pods.origin, i128::from(pods.value), takers.collect(), |amount| {
            amount.to_string()
        });
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
    let shown = |amount: i128| {
        T::from_base(infrac_quantity::Ratio::from_int(amount))
            .map_or_else(|| amount.to_string(), |amount| amount.to_string())
    };
    let bounds = [("request", Some(quota.value.min)), ("limit", quota.value.max)];
    for (bound, allowed) in bounds {
        let Some(allowed) = allowed.and_then(|allowed| allowed.to_base().to_int()) else { continue };
        let taken = |range: Range<T>| if bound == "request" { Some(range.min) } else { range.max };
        let mut takers = Vec::new();
        for workload in workloads(finder.plan) {
            let one = of(&workload).and_then(|range| taken(range.value)).and_then(|one| one.to_base().to_int());
            match (one, workload.replicas) {
                (Some(one), Some(replicas)) => {
                    takers.push((one.saturating_mul(i128::from(replicas.value.min)), workload));
                }
                (Some(_), None) => {}
                (None, _) if defaults => {}
                (None, _) => silent(finder, cluster, workload, resource, bound, quota.origin),
            }
        }
        sum(finder, cluster, &format!("in {bound}s of {resource}"), quota.origin, allowed, takers, shown);
    }
}

fn silent(
    finder: &mut Finder<'_>,
    cluster: Cluster<'_>,
    workload: Workload<'_>,
    resource: &str,
    bound: &str,
    quota: OriginId,
) {
    let Some(place) = finder.place(workload.resources.origin, workload.header) else { return };
    let said = finder.span(quota, &cluster.block.header);
    let diagnostic = quota_needs_requests(place.span, &finder.name(workload.header), resource, bound, said);
    finder.report(workload.header, &place, diagnostic);
}

fn sum(
    finder: &mut Finder<'_>,
    cluster: Cluster<'_>,
    what: &str,
    quota: OriginId,
    allowed: i128,
    takers: Vec<(i128, Workload<'_>)>,
    shown: impl Fn(i128) -> String,
) {
    let taken = takers.iter().fold(0i128, |sum, (amount, _)| sum.saturating_add(*amount));
    if taken <= allowed {
        return;
    }
    let Some(place) = finder.place(quota, &cluster.block.header) else { return };
    let most = takers.iter().rev().max_by_key(|(amount, _)| *amount).map(|(_, workload)| workload);
    let most =
        most.map(|workload| (finder.name(workload.header), finder.span(workload.header.origin, workload.header)));
    let most = most.as_ref().map(|(name, span)| (name.as_str(), *span));
    let (taken, allowed) = (shown(taken), shown(allowed));
    let diagnostic = quota_exceeded(place.span, what, &taken, &allowed, most);
    finder.report(&cluster.block.header, &place, diagnostic);
}
