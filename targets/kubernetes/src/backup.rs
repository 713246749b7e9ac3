use crate::claim::{claim, claim_spec};
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::Owner;
use crate::pod::{PodExtras, pod_template, service_account};
use crate::policy;
use crate::task::{Runs, Schedule, claim_volume, cron_job, restart_policy};
use crate::workload::Workload;
use infrac_plan::kinds::Backup;
use infrac_plan::{At, Block};
use infrac_source::Str;
use infrac_target::Object;

/// All objects of a backup: a CronJob that writes to `/backup`, on storage of its own.
pub(crate) fn lower(cluster: &Cluster, block: &Block<Backup>) -> Vec<Object> {
    let Backup { name: _, of, schedule, keep, image, command, env, size, resources, user, timeout } = &block.value;
    let owner = Owner::of(cluster, &block.header);
    let folder = At { value: Str::from("/backup"), origin: size.origin };
    let workload = Workload {
        header: &block.header,
        owner: owner.clone(),
        image,
        command,
        args: None,
        ports: None,
        env,
        files: None,
        resources,
        scratch: None,
        mounts: vec![("backup".into(), folder)],
        health: None,
        metrics: None,
        egress: None,
        user,
        writable_root: None,
        capabilities: None,
        interruptible: None,
        controller: "CronJob",
    };
    let volumes = vec![claim_volume(&"backup".into(), &owner.name, size.origin)];
    let extras = PodExtras { head: vec![restart_policy(&workload)], volumes, ..PodExtras::default() };
    let pods = pod_template(cluster, &workload, extras);
    let store = cluster.plan.header(of.value).map(|header| cluster.name(header)).unwrap_or_default();
    // Who keeps the time is the command; whoever looks at the object wants to know it too.
    let annotations = Entries::new(block.header.origin).text_at("infrac/backup-of", store, of.origin).text_at(
        "infrac/keep",
        keep.value.to_string(),
        keep.origin,
    );
    let concurrency = At { value: "Forbid", origin: block.header.origin };
    let when = Schedule { cron: schedule, zone: None, suspended: None, concurrency };
    let runs = Runs { timeout, retries: None, origin: schedule.origin, wave: 1 };
    let mut objects = vec![
        service_account(cluster, &owner),
        claim(cluster, &owner, owner.name.clone())
            .with(Entries::new(size.origin).map("spec", claim_spec(size, None, size.origin))),
    ];
    objects.extend(pods.objects);
    objects.push(cron_job(cluster, &workload, &runs, &when, pods.template, annotations));
    objects.push(policy::of_workload(cluster, &workload));
    objects
}
