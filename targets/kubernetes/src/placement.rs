//! On which machines pods run: spread over zones and nodes, kept off spot machines unless they may be interrupted.

use crate::cluster::Cluster;
use crate::entries::{Entries, texts};
use crate::version::Feature;
use crate::workload::Workload;
use infrac_plan::OriginId;
use infrac_plan::kinds::Cloud;
use infrac_tree::data::Node;

/// `topologySpreadConstraints` for a workload of several replicas. A preference: a lost zone must not keep pods from starting.
pub(crate) fn spread(cluster: &Cluster, workload: &Workload, origin: OriginId) -> Vec<Node> {
    ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
        .into_iter()
        .map(|key| {
            let constraint = Entries::new(origin)
                .int("maxSkew", 1)
                .text("topologyKey", key)
                .text("whenUnsatisfiable", "ScheduleAnyway")
                .node("labelSelector", workload.owner.selector());
            // Counts each revision by itself, so that a rollout does not end up lopsided.
            let by_revision = workload.controller == "Deployment" && cluster.version.has(Feature::SpreadLabelKeys);
            let keys = by_revision.then(|| texts(&["pod-template-hash"], origin));
            constraint.some("matchLabelKeys", keys).build()
        })
        .collect()
}

/// How a cloud marks its spot machines.
struct SpotLabel {
    key: &'static str,
    value: &'static str,
}

/// Labels that the clouds put on spot machines themselves: EKS managed node groups `eks.amazonaws.com/capacityType`, GKE
/// `cloud.google.com/gke-spot`, AKS `kubernetes.azure.com/scalesetpriority`. AKS taints them with the same key and value, and the
/// others' documentation advises the same.
fn spot_label(cluster: &Cluster) -> SpotLabel {
    match cluster.cloud.map(|cloud| &cloud.value) {
        Some(Cloud::Aws { region: _, account: _ }) => {
            SpotLabel { key: "eks.amazonaws.com/capacityType", value: "SPOT" }
        }
        Some(Cloud::Gcp { project: _, region: _ }) => SpotLabel { key: "cloud.google.com/gke-spot", value: "true" },
        Some(Cloud::Azure { region: _, subscription: _ }) => {
            SpotLabel { key: "kubernetes.azure.com/scalesetpriority", value: "spot" }
        }
        None => SpotLabel { key: "node.kubernetes.io/lifecycle", value: "spot" },
    }
}

/// `affinity` and `tolerations`, where the cluster has spot machines: who may be interrupted prefers them, all others avoid them.
pub(crate) fn pools(cluster: &Cluster, workload: &Workload) -> Vec<(&'static str, Node)> {
    let Some(spot) = cluster.pools.value.values().find(|pool| pool.value.spot.value) else { return Vec::new() };
    let label = spot_label(cluster);
    match workload.interruptible.filter(|interruptible| interruptible.value) {
        Some(interruptible) => {
            let origin = interruptible.origin;
            let preference =
                Entries::new(origin).map("preference", expression(&label, "In", origin)).int("weight", 100);
            let affinity =
                Entries::new(origin).list("preferredDuringSchedulingIgnoredDuringExecution", vec![preference.build()]);
            let toleration = Entries::new(origin)
                .text("key", label.key)
                .text("operator", "Equal")
                .text("value", label.value)
                .text("effect", "NoSchedule");
            let affinity = Entries::new(origin).map("nodeAffinity", affinity).build();
            vec![("affinity", affinity), ("tolerations", Node::list(vec![toleration.build()], origin))]
        }
        None => {
            let origin = spot.value.spot.origin;
            let terms =
                Entries::new(origin).list("nodeSelectorTerms", vec![expression(&label, "NotIn", origin).build()]);
            let affinity = Entries::new(origin).map("requiredDuringSchedulingIgnoredDuringExecution", terms);
            vec![("affinity", Entries::new(origin).map("nodeAffinity", affinity).build())]
        }
    }
}

fn expression(label: &SpotLabel, operator: &str, origin: OriginId) -> Entries {
    let expression = Entries::new(origin)
        .text("key", label.key)
        .text("operator", operator)
        .node("values", texts(&[label.value], origin));
    Entries::new(origin).list("matchExpressions", vec![expression.build()])
}
