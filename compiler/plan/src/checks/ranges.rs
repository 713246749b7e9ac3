//! Ranges that hold no number.

use super::finder::Finder;
use super::workload::workloads;
use crate::{At, Header, Range};
use infrac_diagnostics::codes::e06::e0610_range_backwards::range_backwards;
use infrac_diagnostics::codes::e06::e0611_limit_under_request::limit_under_request;
use std::fmt::Display;

pub(super) fn find(finder: &mut Finder<'_>) {
    for block in &finder.plan.blocks().services {
        let what = format!("the replicas of `{}`", finder.name(&block.header));
        backwards(finder, &block.header, &what, &block.value.replicas);
    }
    if let Some(cluster) = finder.cluster() {
        let header = &cluster.block.header;
        for (name, pool) in &cluster.pools.value {
            backwards(finder, header, &format!("the nodes of the pool `{name}`"), &pool.value.count);
        }
        if let Some(quota) = cluster.quota {
            let (cpu, memory) = (&quota.value.cpu, &quota.value.memory);
            cpu.iter().for_each(|cpu| backwards(finder, header, "the processors of the quota", cpu));
            memory.iter().for_each(|memory| backwards(finder, header, "the bytes of the quota's memory", memory));
        }
    }
    for workload in workloads(finder.plan) {
        let resources = &workload.resources.value;
        resources.cpu.iter().for_each(|cpu| under(finder, workload.header, "processor", cpu));
        resources.memory.iter().for_each(|memory| under(finder, workload.header, "memory", memory));
    }
}

/// The upper end, where it lies below the lower one.
fn crossed<T: PartialOrd + Copy>(range: Range<T>) -> Option<T> {
    range.max.filter(|max| *max < range.min)
}

fn backwards<T: PartialOrd + Copy + Display>(
    finder: &mut Finder<'_>,
    header: &Header,
    what: &str,
    range: &At<Range<T>>,
) {
    let (Some(max), Some(place)) = (crossed(range.value), finder.place(range.origin, header)) else { return };
    let diagnostic =
        range_backwards(place.span, place.is_direct(), what, &range.value.min.to_string(), &max.to_string());
    finder.report(header, &place, diagnostic);
}

fn under<T: PartialOrd + Copy + Display>(
    finder: &mut Finder<'_>,
    header: &Header,
    resource: &str,
    range: &At<Range<T>>,
) {
    let (Some(limit), Some(place)) = (crossed(range.value), finder.place(range.origin, header)) else { return };
    let request = range.value.min.to_string();
    let diagnostic = limit_under_request(
        place.span,
        place.is_direct(),
        &finder.name(header),
        resource,
        &request,
        &limit.to_string(),
    );
    finder.report(header, &place, diagnostic);
}
