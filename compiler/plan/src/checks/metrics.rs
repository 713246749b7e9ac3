//! What objectives and alerts count: is it exported, by whom, and in these buckets?

use super::finder::Finder;
use super::objectives::full_name;
use crate::exports::Exports;
use crate::kinds::{AlertWhen, Indicator};
use crate::signal::{Condition, Signal};
use crate::{At, BlockId, Header, OriginId, Value};
use infrac_diagnostics::codes::e06::e0673_unknown_metric::unknown_metric;
use infrac_diagnostics::codes::e06::e0674_latency_between_buckets::latency_between_buckets;
use infrac_diagnostics::codes::e06::e0684_not_a_counter::not_a_counter;
use infrac_diagnostics::codes::e06::w0675_nothing_exported::nothing_exported;
use infrac_diagnostics::did_you_mean;
use infrac_quantity::Nanos;
use infrac_source::Str;
use std::collections::BTreeSet;

/// Nothing watches a developer's machine. A service that could not be read may be the one that exports what is missed.
pub(super) fn find(finder: &mut Finder<'_>) {
    let plan = finder.plan;
    let blocks = plan.blocks();
    let readable = [("service", blocks.services.len()), ("monitoring", blocks.monitorings.len())];
    if finder.cluster().is_none() || !readable.iter().all(|(kind, count)| finder.all_readable(kind, *count)) {
        return;
    }
    if blocks.slos.is_empty() && blocks.alerts.is_empty() {
        return;
    }
    let exports = Exports::of(plan);
    for slo in &blocks.slos {
        let name = full_name(finder, &slo.header);
        let indicator = &slo.value.indicator;
        match &indicator.value {
            Indicator::HttpSuccess => {
                requests(finder, &exports, &slo.header, &name, slo.header.parent, indicator.origin)
            }
            Indicator::HttpFasterThan { limit } => {
                requests(finder, &exports, &slo.header, &name, slo.header.parent, indicator.origin);
                bucket(finder, &exports, &slo.header, &name, limit);
            }
            Indicator::Ratio { good, total } => {
                for query in [good, total] {
                    counted(finder, &slo.header, &name, query);
                    read(finder, &exports, &slo.header, &name, &query.value, query.origin);
                }
            }
        }
    }
    for alert in &blocks.alerts {
        let (name, when) = (finder.name(&alert.header), &alert.value.when);
        match &when.value {
            AlertWhen::Text(text) => read(finder, &exports, &alert.header, &name, text, when.origin),
            AlertWhen::Condition(condition) => {
                let mut signals = Vec::new();
                observed(condition, &mut signals);
                for signal in signals {
                    signalled(finder, &exports, &alert.header, &name, signal, when.origin);
                }
            }
        }
    }
}

/// The requests of a service are counted somewhere.
fn requests(
    finder: &mut Finder<'_>,
    exports: &Exports<'_>,
    header: &Header,
    who: &str,
    service: Option<BlockId>,
    origin: OriginId,
) {
    let service = service.and_then(|service| exports.service(service));
    let Some(service) = service.filter(|service| exports.http(service.header.id).is_none()) else { return };
    let Some(place) = finder.place(origin, header) else { return };
    let declared = service.value.metrics.as_ref().map_or(service.header.origin, |metrics| metrics.value.http.origin);
    let declared = finder.span(declared, &service.header);
    let name = finder.name(&service.header);
    let diagnostic = nothing_exported(place.span, who, "the HTTP requests", &name, declared);
    finder.report(header, &place, diagnostic);
}

/// One of the buckets ends at the limit.
fn bucket(finder: &mut Finder<'_>, exports: &Exports<'_>, header: &Header, who: &str, limit: &At<Nanos>) {
    let Some(http) = header.parent.and_then(|service| exports.http(service)) else { return };
    let bounds: Vec<Nanos> = http.buckets.value.iter().map(|bound| bound.value).collect();
    if limit.value <= Nanos::ZERO || bounds.contains(&limit.value) {
        return;
    }
    let Some(place) = finder.place(limit.origin, header) else { return };
    let below = bounds.iter().filter(|bound| **bound < limit.value).max();
    let above = bounds.iter().filter(|bound| **bound > limit.value).min();
    let near: Vec<String> = below.into_iter().chain(above).map(ToString::to_string).collect();
    let service = header.parent.and_then(|service| exports.service(service));
    let said = service.and_then(|service| finder.span(http.buckets.origin, &service.header));
    finder.report(header, &place, latency_between_buckets(place.span, who, &limit.value.to_string(), &near, said));
}

/// It can be put under a rate over any window.
fn counted(finder: &mut Finder<'_>, header: &Header, who: &str, query: &At<Str>) {
    if infrac_embedded::counters(&query.value).is_none()
        && let Some(place) = finder.place(query.origin, header)
    {
        finder.report(header, &place, not_a_counter(place.span, who));
    }
}

/// Every metric of a query is exported.
fn read(finder: &mut Finder<'_>, exports: &Exports<'_>, header: &Header, who: &str, query: &str, origin: OriginId) {
    let selectors = infrac_embedded::selectors(query);
    let names: BTreeSet<String> = selectors.into_iter().filter_map(|selector| selector.metric).collect();
    for metric in names.iter().filter(|metric| !exports.has(metric)) {
        unknown(finder, exports, header, who, metric, origin);
    }
}

fn unknown(finder: &mut Finder<'_>, exports: &Exports<'_>, header: &Header, who: &str, metric: &str, origin: OriginId) {
    let Some(place) = finder.place(origin, header) else { return };
    let known: Vec<&str> = exports.names().collect();
    let near = did_you_mean(metric, known.iter().copied()).and_then(|near| exports.exporter(near));
    let said = near.and_then(|(service, origin)| {
        let service = exports.service(service)?;
        finder.span(origin, &service.header)
    });
    finder.report(header, &place, unknown_metric(place.span, who, metric, &known, said));
}

/// What a signal observes is exported by its service.
fn signalled(
    finder: &mut Finder<'_>,
    exports: &Exports<'_>,
    header: &Header,
    who: &str,
    signal: (BlockId, &str, Option<Str>),
    origin: OriginId,
) {
    let (service, output, metric) = signal;
    match (output, metric) {
        ("gauge" | "counter", Some(metric)) => {
            if !exports.has_own(service, &metric, output == "counter") {
                unknown(finder, exports, header, who, &metric, origin);
            }
        }
        _ => requests(finder, exports, header, who, Some(service), origin),
    }
}

/// All that a condition observes, each once: of whom, which output, and of which metric.
fn observed<'c>(condition: &'c Condition, found: &mut Vec<(BlockId, &'c str, Option<Str>)>) {
    match condition {
        Condition::Compare { left, right, .. } => {
            observed_in(left, found);
            observed_in(right, found);
        }
        Condition::And(left, right) | Condition::Or(left, right) => {
            observed(left, found);
            observed(right, found);
        }
    }
}

fn observed_in<'c>(signal: &'c Signal, found: &mut Vec<(BlockId, &'c str, Option<Str>)>) {
    match signal {
        Signal::Observed { block, name, args } => {
            let metric = args.first().and_then(|arg| match &arg.value {
                Value::Text(text) => text.known(),
                _ => None,
            });
            // All that is known of its requests comes from one histogram.
            let name = if metric.is_some() { name.as_str() } else { "requests" };
            let one = (*block, name, metric);
            if !found.contains(&one) {
                found.push(one);
            }
        }
        Signal::Constant { .. } => {}
        Signal::Arithmetic { left, right, .. } => {
            observed_in(left, found);
            observed_in(right, found);
        }
    }
}
