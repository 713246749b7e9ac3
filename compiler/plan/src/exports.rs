//! Which metrics there are: what services say they export, and what every scrape gives.

use crate::kinds::{HttpMetrics, Metric, MetricSource, Service};
use crate::{At, Block, BlockId, OriginId, Plan};
use infrac_quantity::Nanos;
use std::collections::{BTreeMap, HashMap};

/// What every scrape and every rule gives (Prometheus documentation, "Jobs and instances", chapter "Automatically generated labels and time
/// series", and "Alerting rules", chapter "Inspecting alerts during runtime").
const ALWAYS: &[&str] = &[
    "up",
    "scrape_duration_seconds",
    "scrape_samples_post_metric_relabeling",
    "scrape_samples_scraped",
    "scrape_series_added",
    "ALERTS",
    "ALERTS_FOR_STATE",
];

/// What client libraries export of every process ("Writing client libraries", chapter "Standard and runtime collectors"), and what the
/// rules of objectives record.
const ALWAYS_PREFIXES: &[&str] = &["process_", "slo:"];

/// All metrics of an environment.
#[derive(Debug)]
pub struct Exports<'p> {
    /// The names of series, and where a service says so.
    series: BTreeMap<String, (BlockId, OriginId)>,
    prefixes: Vec<&'p str>,
    services: HashMap<BlockId, &'p Block<Service>>,
}

/// The histogram by which a service counts and times its HTTP requests.
#[derive(Clone, Copy, Debug)]
pub struct Http<'p> {
    /// The bounds of its buckets.
    pub buckets: &'p At<Vec<At<Nanos>>>,
}

impl<'p> Exports<'p> {
    /// Of a plan.
    pub fn of(plan: &'p Plan) -> Self {
        let blocks = plan.blocks();
        let mut exports = Self {
            series: BTreeMap::new(),
            prefixes: ALWAYS_PREFIXES.to_vec(),
            services: blocks.services.iter().map(|service| (service.header.id, service)).collect(),
        };
        for service in &blocks.services {
            exports.add(service);
        }
        for source in blocks.monitorings.iter().flat_map(|block| &block.value.sources.value) {
            match &source.value {
                MetricSource::KubeStateMetrics => exports.prefixes.push("kube_"),
                MetricSource::NodeExporter => exports.prefixes.push("node_"),
                MetricSource::Cadvisor => exports.prefixes.extend(["container_", "machine_"]),
                MetricSource::Other { prefix } => exports.prefixes.push(prefix.value.as_str()),
            }
        }
        exports
    }

    fn add(&mut self, service: &'p Block<Service>) {
        let Some(metrics) = &service.value.metrics else { return };
        let id = service.header.id;
        let mut histogram = |name: &str, origin| {
            for suffix in ["_bucket", "_count", "_sum"] {
                self.series.entry(format!("{name}{suffix}")).or_insert((id, origin));
            }
        };
        if let HttpMetrics::HttpMetrics { duration, .. } = &metrics.value.http.value {
            histogram(&duration.value, metrics.origin);
        }
        for (name, metric) in &metrics.value.exports.value {
            match &metric.value {
                Metric::Histogram { .. } => histogram(name, metric.origin),
                Metric::Counter { .. } | Metric::Gauge { .. } => {}
            }
        }
        for (name, metric) in &metrics.value.exports.value {
            if matches!(metric.value, Metric::Counter { .. } | Metric::Gauge { .. }) {
                self.series.entry(name.to_string()).or_insert((id, metric.origin));
            }
        }
    }

    /// Whether somebody exports a series of that name.
    pub fn has(&self, name: &str) -> bool {
        ALWAYS.contains(&name)
            || self.prefixes.iter().any(|prefix| name.starts_with(prefix))
            || self.series.contains_key(name)
    }

    /// The names that services export, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.series.keys().map(String::as_str)
    }

    /// Who exports a series of that name, and where that is said.
    pub fn exporter(&self, name: &str) -> Option<(BlockId, OriginId)> {
        self.series.get(name).copied()
    }

    /// A service by its number.
    pub fn service(&self, id: BlockId) -> Option<&'p Block<Service>> {
        self.services.get(&id).copied()
    }

    /// How a service counts its HTTP requests, if it does.
    pub fn http(&self, service: BlockId) -> Option<Http<'p>> {
        match &self.service(service)?.value.metrics.as_ref()?.value.http.value {
            HttpMetrics::HttpMetrics { buckets, .. } => Some(Http { buckets }),
            HttpMetrics::None => None,
        }
    }

    /// Whether that service exports a counter or gauge of that name.
    pub fn has_own(&self, service: BlockId, name: &str, counter: bool) -> bool {
        let metrics = self.service(service).and_then(|service| service.value.metrics.as_ref());
        metrics.and_then(|metrics| metrics.value.exports.value.get(name)).is_some_and(|metric| match metric.value {
            Metric::Counter { .. } => counter,
            Metric::Gauge { .. } => !counter,
            Metric::Histogram { .. } => false,
        })
    }
}
