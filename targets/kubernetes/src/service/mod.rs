//! A service: its controller, what answers for it, what scales it and what protects it from disruptions.

mod autoscaler;
mod deployment;
mod disruption;
mod front;
mod stateful_set;

use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::{Draft, Owner};
use crate::pod::{PodExtras, pod_template, service_account};
use crate::policy;
use crate::probe::whole_seconds;
use crate::task::{WAVE_LABEL, Waves};
use crate::workload::{Workload, image};
use infrac_diagnostics::codes::e07;
use infrac_plan::kinds::{Disruption, Rollout, Scale, Service, Volume};
use infrac_plan::{At, Block, OriginId, Range};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// What a controller needs to know of a service beyond its pods.
pub(crate) struct Control<'p> {
    pub(crate) replicas: &'p At<Range<i64>>,
    pub(crate) scale_on: &'p At<Vec<At<Scale>>>,
    pub(crate) state: &'p At<indexmap::IndexMap<Str, At<Volume>>>,
    pub(crate) rollout: &'p At<Rollout>,
    pub(crate) disruption: Option<&'p At<Disruption>>,
    /// The wave that it comes in, where it waits for tasks, and what says so.
    pub(crate) waits: Option<(usize, OriginId)>,
}

impl Control<'_> {
    /// The upper bound, where it scales by itself.
    fn scales_to(&self) -> Option<i64> {
        self.replicas.value.max.filter(|max| *max > self.replicas.value.min)
    }
}

/// All objects of a service.
pub(crate) fn lower(cluster: &Cluster, block: &Block<Service>, waves: &Waves) -> Vec<Object> {
    let Some((workload, control, stop_within)) = parts(cluster, block, waves) else { return Vec::new() };
    check_scaling(cluster, &workload, &control);
    let mut extras = PodExtras::default();
    let grace = whole_seconds(cluster, stop_within, "the time to stop");
    extras.head.push(("terminationGracePeriodSeconds", Node::int(grace, stop_within.origin)));
    if control.replicas.value.max.is_none_or(|max| max > 1) {
        extras.spread = Some(control.replicas.origin);
    }
    if let Some(annotation) = rebuildable(&control) {
        extras.annotations.push(annotation);
    }
    let pods = pod_template(cluster, &workload, extras);
    let mut objects = vec![service_account(cluster, &workload.owner)];
    objects.extend(pods.objects);
    if control.state.value.is_empty() {
        objects.push(deployment::deployment(cluster, &workload, &control, pods.template));
    } else {
        objects.push(stateful_set::stateful_set(cluster, &workload, &control, pods.template));
    }
    objects.extend(front::services(cluster, &workload, &control));
    objects.extend(autoscaler::autoscaler(cluster, &workload, &control));
    objects.extend(disruption::budget(cluster, &workload, &control));
    objects.push(policy::of_workload(cluster, &workload));
    objects
}

fn parts<'p>(
    cluster: &Cluster,
    block: &'p Block<Service>,
    waves: &Waves,
) -> Option<(Workload<'p>, Control<'p>, &'p At<infrac_quantity::Nanos>)> {
    // `build`, `publish` and `profile` are declared lost; `needs`, `start_first` and `calls` are edges: readiness and network policies
    // follow from those.
    let Service {
        name: _,
        image: declared_image,
        build: _,
        command,
        args,
        ports,
        publish: _,
        env,
        files,
        resources,
        replicas,
        scale_on,
        state,
        scratch,
        health,
        metrics,
        needs: _,
        start_first: _,
        calls: _,
        egress,
        rollout,
        disruption,
        stop_within,
        profile: _,
        user,
        writable_root,
        capabilities,
        interruptible,
    } = &block.value;
    let workload = Workload {
        header: &block.header,
        owner: Owner::of(cluster, &block.header),
        image: image(cluster, &block.header, declared_image.as_ref())?,
        command,
        args: Some(args),
        ports: Some(ports),
        env,
        files: Some(files),
        resources,
        scratch: Some(scratch),
        mounts: state.value.iter().map(|(name, volume)| (name.clone(), volume.value.path.clone())).collect(),
        health: Some(health),
        metrics: metrics.as_ref(),
        egress: Some(egress),
        user,
        writable_root: Some(writable_root),
        capabilities: Some(capabilities),
        interruptible: Some(interruptible),
        controller: if state.value.is_empty() { "Deployment" } else { "StatefulSet" },
    };
    Some((
        workload,
        Control {
            replicas,
            scale_on,
            state,
            rollout,
            disruption: disruption.as_ref(),
            waits: waves.service(block.header.id),
        },
        stop_within,
    ))
}

fn check_scaling(cluster: &Cluster, workload: &Workload, control: &Control) {
    if control.replicas.value.min == 0 && control.scales_to().is_some() {
        cluster.report_at(control.replicas.origin, |span| {
            Some(e07::e0731_scale_to_zero::scale_to_zero(span, &workload.header.label))
        });
    }
}

/// Velero, the usual tool for backing up clusters, leaves out the volumes that this annotation of the pod names
/// (Velero documentation, "File System Backup", `backup.velero.io/backup-volumes-excludes`).
fn rebuildable(control: &Control) -> Option<(Str, Node)> {
    let mut names = control.state.value.iter().filter(|(_, volume)| volume.value.rebuildable.value);
    let (first, volume) = names.next()?;
    let list = names.fold(first.to_string(), |list, (name, _)| format!("{list},{name}"));
    Some(("backup.velero.io/backup-volumes-excludes".into(), Node::text(list, volume.value.rebuildable.origin)))
}

/// The service's controller, with the wave that it belongs to.
fn controller(cluster: &Cluster, workload: &Workload, control: &Control, spec: Entries) -> Object {
    let owner = &workload.owner;
    let mut draft = Draft::new(cluster, owner, "apps/v1", workload.controller, owner.name.clone());
    if let Some((wave, origin)) = control.waits {
        draft = draft.label(WAVE_LABEL, wave.to_string(), origin);
    }
    draft.with(Entries::new(owner.origin).map("spec", spec))
}

/// `replicas`, where nothing scales it: an autoscaler must not be fought with at each deployment.
pub(crate) fn replica_count(spec: Entries, control: &Control) -> Entries {
    if control.scales_to().is_some() {
        spec
    } else {
        spec.int_at("replicas", control.replicas.value.min, control.replicas.origin)
    }
}
