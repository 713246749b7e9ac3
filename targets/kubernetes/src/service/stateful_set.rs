use super::{Control, controller, replica_count};
use crate::claim::claim_spec;
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::version::Feature;
use crate::workload::Workload;
use infrac_plan::At;
use infrac_plan::kinds::{Rollout, Volume};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// A service with state: each replica has a stable name and storage of its own.
pub(crate) fn stateful_set(cluster: &Cluster, workload: &Workload, control: &Control, template: Node) -> Object {
    let origin = workload.owner.origin;
    let mut spec = Entries::new(origin).text("serviceName", super::front::headless_name(&workload.owner));
    spec = replica_count(spec, control)
        // Replicas know each other by name and find each other by readiness; none needs another to be up first.
        .text("podManagementPolicy", "Parallel")
        .int("revisionHistoryLimit", 5)
        .node("selector", workload.owner.selector())
        .node("updateStrategy", update_strategy(control.rollout));
    if cluster.protected.value && cluster.version.has(Feature::ClaimRetention) {
        let origin = cluster.protected.origin;
        let retention = Entries::new(origin).text("whenDeleted", "Retain").text("whenScaled", "Retain");
        spec = spec.map("persistentVolumeClaimRetentionPolicy", retention);
    }
    let claims =
        control.state.value.iter().map(|(name, volume)| claim_template(cluster, workload, name, volume)).collect();
    let spec = spec.node("template", template).list_at("volumeClaimTemplates", claims, control.state.origin);
    controller(cluster, workload, control, spec)
}

/// A StatefulSet replaces its pods in place, one after the other: there is no surge, and one is missing at a time. `recreate` is
/// left to whoever deletes the pods.
fn update_strategy(rollout: &At<Rollout>) -> Node {
    let kind = match &rollout.value {
        Rollout::Rolling { surge: _, unavailable: _ } => "RollingUpdate",
        Rollout::Recreate => "OnDelete",
    };
    Entries::new(rollout.origin).text("type", kind).build()
}

fn claim_template(cluster: &Cluster, workload: &Workload, name: &Str, volume: &At<Volume>) -> Node {
    // `path` is where it is mounted, `rebuildable` an annotation of the pod.
    let Volume { path: _, size, class, rebuildable: _ } = &volume.value;
    let metadata = Entries::new(volume.origin).text("name", name.clone()).map("labels", workload.owner.labels(cluster));
    Entries::new(volume.origin)
        .map("metadata", metadata)
        .map("spec", claim_spec(size, class.as_ref(), volume.origin))
        .build()
}
