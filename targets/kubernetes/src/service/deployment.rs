use super::{Control, controller, replica_count};
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::workload::Workload;
use infrac_plan::kinds::Rollout;
use infrac_target::Object;
use infrac_tree::data::Node;

/// A service without state.
pub(crate) fn deployment(cluster: &Cluster, workload: &Workload, control: &Control, template: Node) -> Object {
    let origin = workload.owner.origin;
    let rollout = control.rollout;
    let strategy = match &rollout.value {
        Rollout::Rolling { surge, unavailable } => {
            let rolling = Entries::new(rollout.origin).int_at("maxSurge", surge.value, surge.origin).int_at(
                "maxUnavailable",
                unavailable.value,
                unavailable.origin,
            );
            Entries::new(rollout.origin).text("type", "RollingUpdate").map("rollingUpdate", rolling)
        }
        Rollout::Recreate => Entries::new(rollout.origin).text("type", "Recreate"),
    };
    let spec = replica_count(Entries::new(origin), control)
        .int("revisionHistoryLimit", 5)
        .node("selector", workload.owner.selector())
        .map("strategy", strategy)
        .node("template", template);
    controller(cluster, workload, control, spec)
}
