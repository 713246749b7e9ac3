use super::Control;
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::Draft;
use crate::version::Feature;
use crate::workload::Workload;
use infrac_plan::kinds::Disruption;
use infrac_target::Object;

/// What a drained node must leave running: what the service says, else all but one where there are always several.
pub(crate) fn budget(cluster: &Cluster, workload: &Workload, control: &Control) -> Option<Object> {
    let (key, count, origin) = match control.disruption {
        Some(disruption) => match &disruption.value {
            Disruption::MaxUnavailable { count } => ("maxUnavailable", count.value, count.origin),
            Disruption::MinAvailable { count } => ("minAvailable", count.value, count.origin),
            Disruption::None => return None,
        },
        None if control.replicas.value.min >= 2 => ("maxUnavailable", 1, control.replicas.origin),
        None => return None,
    };
    let mut spec = Entries::new(origin).int(key, count).node("selector", workload.owner.selector());
    if cluster.version.has(Feature::UnhealthyPodEviction) {
        // A pod that never became ready must not hold up a drain.
        spec = spec.text("unhealthyPodEvictionPolicy", "AlwaysAllow");
    }
    let body = Entries::new(workload.owner.origin).map("spec", spec);
    let owner = &workload.owner;
    Some(Draft::new(cluster, owner, "policy/v1", "PodDisruptionBudget", owner.name.clone()).with(body))
}
