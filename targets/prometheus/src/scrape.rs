//! `prometheus.yml`: what is scraped, which rules hold, and who is told of alerts.

use crate::node::Map;
use crate::sources;
use crate::watch::{Watch, object_name};
use infrac_plan::kinds::{Metrics, Monitoring, Service};
use infrac_plan::{Block, OriginId};
use infrac_quantity::Nanos;
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// What the environment's monitoring says of Prometheus itself.
struct Said {
    origin: OriginId,
    interval: (Nanos, OriginId),
    retention: Option<(Nanos, OriginId)>,
    alertmanager: Option<(Str, OriginId)>,
}

impl Said {
    fn of(watch: &Watch) -> Self {
        let Some(block) = watch.plan.blocks().monitorings.first() else {
            // What the library's `monitoring` says by default.
            let interval = (Nanos(30 * Nanos::SECOND.0), watch.origin);
            return Self { origin: watch.origin, interval, retention: None, alertmanager: None };
        };
        // Mail is Alertmanager's; what others export has jobs of its own.
        let Monitoring { retention, interval, alertmanager, smtp: _, sources: _ } = &block.value;
        Self {
            origin: block.header.origin,
            interval: (interval.value, interval.origin),
            retention: Some((retention.value, retention.origin)),
            alertmanager: Some((alertmanager.value.clone(), alertmanager.origin)),
        }
    }
}

/// The file. `rules`: whether there are any.
pub(crate) fn file(watch: &Watch, rules: bool) -> Object {
    let said = Said::of(watch);
    let global = Map::new(said.origin)
        .text_at("evaluation_interval", prometheus(said.interval.0), said.interval.1)
        .map("external_labels", external_labels(watch));
    let mut root = Map::new(said.origin).map("global", global);
    if rules {
        root = root.texts("rule_files", ["rules/*.yml"]);
    }
    let services = watch.plan.blocks().services.iter().filter_map(|service| job(watch, service));
    root = root.list("scrape_configs", services.chain(sources::jobs(watch)).collect());
    if !watch.plan.blocks().receivers.is_empty() {
        let (at, origin) = said.alertmanager.unwrap_or_else(|| ("alertmanager:9093".into(), said.origin));
        let target = Map::new(origin).texts("targets", [at]).build();
        let manager = Map::new(origin).list("static_configs", vec![target]).build();
        root = root.map("alerting", Map::new(origin).list("alertmanagers", vec![manager]));
    }
    let mut node = root.build();
    if let Some((kept, _)) = said.retention {
        let kept = prometheus(kept);
        node = node.commented(format!(
            "Prometheus takes how long it keeps metrics from its command line only: --storage.tsdb.retention.time={kept}"
        ));
    }
    let path: Str = "prometheus.yml".into();
    let of = watch.plan.blocks().monitorings.first().map(|block| &block.header);
    Object { origin: said.origin, ..crate::object("Prometheus", &path, of, node) }
}

/// What tells the alerts of environments apart that one Alertmanager gets.
fn external_labels(watch: &Watch) -> Map {
    Map::new(watch.origin)
        .text("project", watch.project.clone())
        .text("environment", watch.plan.environment_name().clone())
}

/// The pods of a service, and of those exactly the port that is declared.
fn job(watch: &Watch, service: &Block<Service>) -> Option<Node> {
    // Only where a service shows its metrics is of interest here; the rest is how it runs.
    let Service {
        name: _,
        image: _,
        build: _,
        command: _,
        args: _,
        ports,
        publish: _,
        env: _,
        files: _,
        resources: _,
        replicas: _,
        scale_on: _,
        state: _,
        scratch: _,
        health: _,
        metrics,
        needs: _,
        start_first: _,
        calls: _,
        egress: _,
        rollout: _,
        disruption: _,
        stop_within: _,
        profile: _,
        user: _,
        writable_root: _,
        capabilities: _,
        interruptible: _,
    } = &service.value;
    let metrics = metrics.as_ref()?;
    let Metrics { port, path, every, http: _, exports: _ } = &metrics.value;
    let number = ports.value.get(&port.value)?;
    let origin = metrics.origin;
    let name = object_name(&service.header.name);
    let selector = Map::new(origin).text("role", "pod").text("label", format!("app.kubernetes.io/name={name}")).build();
    let namespaces = Map::new(watch.namespace_origin).texts("names", [watch.namespace.clone()]);
    let discovery =
        Map::new(origin).text("role", "pod").map("namespaces", namespaces).list("selectors", vec![selector]).build();
    let relabel = vec![
        rule(number.origin, &["__meta_kubernetes_pod_container_port_number"], number.value.to_string(), "keep"),
        // Pods that have ended keep their address for a while.
        rule(origin, &["__meta_kubernetes_pod_phase"], "Succeeded|Failed".to_owned(), "drop"),
        copied(origin, "__meta_kubernetes_namespace", "namespace"),
        copied(origin, "__meta_kubernetes_pod_name", "pod"),
        copied(origin, "__meta_kubernetes_pod_container_name", "container"),
    ];
    Some(
        Map::new(origin)
            .text("job_name", watch.job(&service.header))
            .text_at("scrape_interval", prometheus(every.value), every.origin)
            // A scrape must end before the next begins; the default of 10s is too long for short intervals.
            .text_at("scrape_timeout", prometheus(every.value.min(Nanos(10 * Nanos::SECOND.0))), every.origin)
            .text_at("metrics_path", path.value.clone(), path.origin)
            .list("kubernetes_sd_configs", vec![discovery])
            .list("relabel_configs", relabel)
            .build(),
    )
}

pub(crate) fn rule(origin: OriginId, labels: &[&str], regex: String, action: &str) -> Node {
    let rule = Map::new(origin).texts("source_labels", labels.iter().copied());
    rule.text("regex", regex).text("action", action).build()
}

pub(crate) fn copied(origin: OriginId, from: &str, to: &str) -> Node {
    Map::new(origin).texts("source_labels", [from]).text("target_label", to).build()
}

/// A duration of Prometheus; the plan has made sure that it is one.
fn prometheus(duration: Nanos) -> String {
    duration.to_prometheus().unwrap_or_else(|| duration.to_string())
}
