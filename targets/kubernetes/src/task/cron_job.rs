use super::Runs;
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::Draft;
use crate::workload::Workload;
use infrac_plan::{At, OriginId};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// How late a run may begin: it is made up for after a short outage of the control plane, not hours later.
const STARTING_DEADLINE_SECONDS: i64 = 600;

/// When a CronJob runs.
pub(crate) struct Schedule<'p> {
    pub(crate) cron: &'p At<Str>,
    pub(crate) zone: Option<&'p At<Str>>,
    /// It runs only when a person starts it; who says so.
    pub(crate) suspended: Option<OriginId>,
    pub(crate) concurrency: At<&'static str>,
}

/// A task that the clock or a person starts.
pub(crate) fn cron_job(
    cluster: &Cluster,
    workload: &Workload,
    runs: &Runs,
    schedule: &Schedule,
    template: Node,
    annotations: Entries,
) -> Object {
    let origin = workload.owner.origin;
    let mut spec = Entries::new(origin).text_at("schedule", schedule.cron.value.clone(), schedule.cron.origin);
    if let Some(zone) = schedule.zone {
        spec = spec.text_at("timeZone", zone.value.clone(), zone.origin);
    }
    spec = match schedule.suspended {
        Some(origin) => spec.bool_at("suspend", true, origin),
        None => spec.int("startingDeadlineSeconds", STARTING_DEADLINE_SECONDS),
    };
    let job = runs.limits(cluster, workload).node("template", template);
    let labels = Entries::new(origin).map("labels", workload.owner.labels(cluster));
    let job = Entries::new(origin).map("metadata", labels).map("spec", job);
    let spec = spec
        .text_at("concurrencyPolicy", schedule.concurrency.value, schedule.concurrency.origin)
        .int("successfulJobsHistoryLimit", 3)
        .int("failedJobsHistoryLimit", 3)
        .map("jobTemplate", job);
    let body = Entries::new(origin).map("spec", spec);
    let draft = Draft::new(cluster, &workload.owner, "batch/v1", "CronJob", workload.owner.name.clone());
    draft.annotations(annotations).with(body)
}
