//! A task. One that a person starts is a suspended CronJob (`kubectl create job --from=cronjob/NAME RUN`), one that the clock starts
//! a CronJob, one that runs before services a Job.
//!
//! `kubectl apply` has no order and cannot change a Job's template. So the Job carries the label `infrac/wave: "1"` (a later one where it
//! needs another task), the controllers of the services that wait for it the wave after, and `kustomization.yaml` begins with the commands that delete the last Job, apply what
//! waits for nothing, wait for the stores that the Job needs, apply the Job, wait for it, and apply the rest. The Job keeps its name, so that
//! it can be waited for, and so that charts can make a hook of it.

mod cron_job;
mod hook;
mod job;
mod wave;

use crate::claim::{claim, claim_spec};
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::Owner;
use crate::pod::{PodExtras, pod_template, service_account};
use crate::policy;
use crate::probe::whole_seconds;
use crate::workload::{Workload, image};
use infrac_plan::kinds::{Overlap, RunAt, Task, Volume};
use infrac_plan::{At, Block, OriginId};
use infrac_quantity::Nanos;
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

pub(crate) use cron_job::{Schedule, cron_job};
pub(crate) use wave::{WAVE_LABEL, Waves};

/// How a task runs, beyond its pod.
pub(crate) struct Runs<'p> {
    pub(crate) timeout: &'p At<Nanos>,
    pub(crate) retries: Option<&'p At<i64>>,
    /// What says when it runs.
    pub(crate) origin: OriginId,
    /// Its place among tasks that run before services.
    pub(crate) wave: usize,
}

impl Runs<'_> {
    /// The entries of a Job's `spec` that limit it.
    fn limits(&self, cluster: &Cluster, workload: &Workload) -> Entries {
        let seconds = whole_seconds(cluster, self.timeout, "the timeout of a task");
        let spec = Entries::new(workload.owner.origin);
        let spec = match self.retries {
            Some(retries) => spec.int_at("backoffLimit", retries.value, retries.origin),
            None => spec.int("backoffLimit", 0),
        };
        spec.int_at("activeDeadlineSeconds", seconds, self.timeout.origin)
    }
}

/// All objects of a task.
pub(crate) fn lower(cluster: &Cluster, block: &Block<Task>, waves: &Waves) -> Vec<Object> {
    // `build` and `profile` are declared lost; `needs` and `calls` are edges, from which the network policies follow.
    let Task {
        name: _,
        image: declared_image,
        build: _,
        command,
        args,
        run,
        env,
        files,
        resources,
        scratch,
        state,
        needs: _,
        calls: _,
        egress,
        timeout,
        retries,
        overlap,
        profile: _,
        user,
        writable_root,
        interruptible,
    } = &block.value;
    let Some(image) = image(cluster, &block.header, declared_image.as_ref()) else { return Vec::new() };
    let is_job = matches!(run.value, RunAt::Before { services: _ });
    let workload = Workload {
        header: &block.header,
        owner: Owner::of(cluster, &block.header),
        image,
        command,
        args: Some(args),
        ports: None,
        env,
        files: Some(files),
        resources,
        scratch: Some(scratch),
        mounts: state.value.iter().map(|(name, volume)| (name.clone(), volume.value.path.clone())).collect(),
        health: None,
        metrics: None,
        egress: Some(egress),
        user,
        writable_root: Some(writable_root),
        capabilities: None,
        interruptible: Some(interruptible),
        controller: if is_job { "Job" } else { "CronJob" },
    };
    let mut objects = vec![service_account(cluster, &workload.owner)];
    objects.extend(state.value.iter().map(|(name, volume)| storage(cluster, &workload, name, volume)));
    let volumes =
        state.value.iter().map(|(name, volume)| claim_volume(name, &claim_name(&workload, name), volume.origin));
    let extras =
        PodExtras { head: vec![restart_policy(&workload)], volumes: volumes.collect(), ..PodExtras::default() };
    let pods = pod_template(cluster, &workload, extras);
    objects.extend(pods.objects);
    let wave = waves.task(block.header.id);
    let runs = Runs { timeout, retries: Some(retries), origin: run.origin, wave };
    objects.push(controller(cluster, &workload, &runs, run, overlap, pods.template));
    objects.push(policy::of_workload(cluster, &workload));
    if is_job {
        objects.iter_mut().for_each(|object| hook::mark(object, wave, run.origin));
    }
    objects
}

fn controller(
    cluster: &Cluster,
    workload: &Workload,
    runs: &Runs,
    run: &At<RunAt>,
    overlap: &At<Overlap>,
    template: Node,
) -> Object {
    let concurrency = match overlap.value {
        Overlap::Forbid => "Forbid",
        Overlap::Allow => "Allow",
        Overlap::Replace => "Replace",
    };
    let concurrency = At { value: concurrency, origin: overlap.origin };
    let annotations = Entries::new(workload.owner.origin);
    match &run.value {
        RunAt::Before { services: _ } => job::job(cluster, workload, runs, template),
        RunAt::Cron { schedule, zone } => {
            let schedule = Schedule { cron: schedule, zone: Some(zone), suspended: None, concurrency };
            cron_job(cluster, workload, runs, &schedule, template, annotations)
        }
        RunAt::Manual => {
            // A schedule is required; it never comes into play.
            let cron = At { value: "0 0 1 1 *".into(), origin: run.origin };
            let schedule = Schedule { cron: &cron, zone: None, suspended: Some(run.origin), concurrency };
            cron_job(cluster, workload, runs, &schedule, template, annotations)
        }
    }
}

/// A failed try leaves its pod, and so its log, behind; the next try gets a new one.
pub(crate) fn restart_policy(workload: &Workload) -> (&'static str, Node) {
    ("restartPolicy", Node::text("Never", workload.owner.origin))
}

/// A volume that is a claim.
pub(crate) fn claim_volume(name: &Str, claim: &Str, origin: OriginId) -> Node {
    let source = Entries::new(origin).text("claimName", claim.clone());
    Entries::new(origin).text("name", name.clone()).map("persistentVolumeClaim", source).build()
}

fn claim_name(workload: &Workload, volume: &Str) -> Str {
    format!("{}-{volume}", workload.owner.name).into()
}

fn storage(cluster: &Cluster, workload: &Workload, name: &Str, volume: &At<Volume>) -> Object {
    // `path` is where it is mounted.
    let Volume { path: _, size, class, rebuildable } = &volume.value;
    let mut draft = claim(cluster, &workload.owner, claim_name(workload, name));
    if rebuildable.value {
        // Velero leaves out what carries this label (Velero documentation, "Resource filtering").
        draft = draft.label("velero.io/exclude-from-backup", "true", rebuildable.origin);
    }
    draft.with(Entries::new(volume.origin).map("spec", claim_spec(size, class.as_ref(), volume.origin)))
}
