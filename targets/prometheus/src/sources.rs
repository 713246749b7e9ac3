//! The jobs of exporters that belong to the cluster and not to the project: `monitoring.sources`. A source of another name is scraped by a job
//! of somebody else's, as its name says nothing of where it is.

use crate::node::Map;
use crate::scrape::{copied, rule};
use crate::watch::Watch;
use infrac_plan::kinds::MetricSource;
use infrac_plan::{At, OriginId};
use infrac_tree::data::Node;

/// Where a pod finds the cluster's certificate and its own token (Kubernetes documentation, "Accessing the Kubernetes API from a Pod").
const ACCOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// One job for each source that has a place of its own, once.
pub(crate) fn jobs(watch: &Watch) -> Vec<Node> {
    let sources = watch.plan.blocks().monitorings.iter().flat_map(|block| &block.value.sources.value);
    let mut seen: Vec<&MetricSource> = Vec::new();
    let mut jobs = Vec::new();
    for source in sources {
        if !seen.contains(&&source.value) {
            seen.push(&source.value);
            jobs.extend(job(source));
        }
    }
    jobs
}

fn job(source: &At<MetricSource>) -> Option<Node> {
    let origin = source.origin;
    let job = match &source.value {
        MetricSource::KubeStateMetrics => kube_state_metrics(origin),
        MetricSource::NodeExporter => node_exporter(origin),
        MetricSource::Cadvisor => cadvisor(origin),
        MetricSource::Other { prefix: _ } => return None,
    };
    Some(job.build())
}

/// Its metrics speak of other objects and say in their labels of which: those are kept (kubernetes/kube-state-metrics, `examples/standard`:
/// labels of the pods, port 8080 for metrics; prometheus-community/helm-charts, `kube-state-metrics`: the same, `honorLabels: true`).
fn kube_state_metrics(origin: OriginId) -> Map {
    pods(origin, "kube-state-metrics", "app.kubernetes.io/name=kube-state-metrics", 8080, Vec::new())
        .bool("honor_labels", true)
}

/// One a machine, on port 9100 (prometheus/node_exporter, README; prometheus-community/helm-charts, `prometheus-node-exporter`, and
/// prometheus-operator/kube-prometheus, `manifests/nodeExporter-daemonset.yaml`: the labels of its pods).
fn node_exporter(origin: OriginId) -> Map {
    let label = "app.kubernetes.io/name in (node-exporter, prometheus-node-exporter)";
    pods(origin, "node-exporter", label, 9100, vec![copied(origin, "__meta_kubernetes_pod_node_name", "node")])
}

/// Every kubelet shows the containers of its machine (prometheus/prometheus, `documentation/examples/prometheus-kubernetes.yml`, job
/// `kubernetes-cadvisor`).
fn cadvisor(origin: OriginId) -> Map {
    let discovery = Map::new(origin).text("role", "node").build();
    let certificate = Map::new(origin).text("ca_file", format!("{ACCOUNT}/ca.crt"));
    let token = Map::new(origin).text("type", "Bearer").text("credentials_file", format!("{ACCOUNT}/token"));
    Map::new(origin)
        .text("job_name", "cadvisor")
        .text("scheme", "https")
        .text("metrics_path", "/metrics/cadvisor")
        .map("authorization", token)
        .map("tls_config", certificate)
        .list("kubernetes_sd_configs", vec![discovery])
        .list("relabel_configs", vec![copied(origin, "__meta_kubernetes_node_name", "node")])
}

/// The pods of all namespaces with this label, at one port.
fn pods(origin: OriginId, name: &str, label: &str, port: u16, more: Vec<Node>) -> Map {
    let selector = Map::new(origin).text("role", "pod").text("label", label).build();
    let discovery = Map::new(origin).text("role", "pod").list("selectors", vec![selector]).build();
    let at = "__meta_kubernetes_pod_container_port_number";
    let mut relabel = vec![rule(origin, &[at], port.to_string(), "keep")];
    relabel.extend(more);
    Map::new(origin)
        .text("job_name", name)
        .list("kubernetes_sd_configs", vec![discovery])
        .list("relabel_configs", relabel)
}
