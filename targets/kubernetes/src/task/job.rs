use super::{Runs, WAVE_LABEL};
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::Draft;
use crate::workload::Workload;
use infrac_target::Object;
use infrac_tree::data::Node;

/// A day: long enough to read the log of what went wrong overnight.
const KEPT_SECONDS: i64 = 86_400;

/// A task that runs before services.
pub(super) fn job(cluster: &Cluster, workload: &Workload, runs: &Runs, template: Node) -> Object {
    let origin = workload.owner.origin;
    let spec = runs.limits(cluster, workload).int("ttlSecondsAfterFinished", KEPT_SECONDS).node("template", template);
    let body = Entries::new(origin).map("spec", spec);
    let draft = Draft::new(cluster, &workload.owner, "batch/v1", "Job", workload.owner.name.clone());
    draft.label(WAVE_LABEL, runs.wave.to_string(), runs.origin).with(body)
}
