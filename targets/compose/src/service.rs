//! Services, tasks and backups. Each kind is taken apart without `..`, so that a new attribute does not compile before it is decided on here.

use crate::lowering::{Lowering, quoted, text};
use crate::workload::{self, Storage, Workload};
use crate::{depends, health};
use indexmap::IndexMap;
use infrac_plan::kinds::{Backup, RunAt, Service, Task};
use infrac_plan::{At, Block, OriginId};
use infrac_source::Str;
use infrac_tree::data::Node;

/// The profile of tasks that a person starts.
pub(crate) const TASKS: &str = "tasks";

/// The profile of backups.
pub(crate) const BACKUPS: &str = "backups";

/// A service.
pub(crate) fn service(lowering: &mut Lowering<'_>, block: &Block<Service>) -> Node {
    let Block { header, value } = block;
    let Service {
        name: _, // in the header, with the lock's word
        image,
        build,
        command,
        args,
        ports,
        publish,
        env,
        files,
        resources,
        replicas,
        scale_on: _, // lost: the limits pass
        state,
        scratch,
        health,
        metrics: _,     // lost: the limits pass
        needs: _,       // hard edges
        start_first: _, // hard edges
        calls: _,       // edges
        egress: _,      // lost: the limits pass
        rollout: _,     // lost: the limits pass
        disruption: _,  // lost: the limits pass
        stop_within,
        profile,
        user,
        writable_root,
        capabilities,
        interruptible: _, // lost: the limits pass
    } = value;
    let own = lowering.name(header.id);
    let count = replicas.value.min;
    let workload = Workload {
        header,
        image: image.as_ref(),
        build: build.as_ref(),
        profiles: profile.iter().map(workload::profile).collect(),
        command,
        args: Some(args),
        env,
        ports: published(publish, ports),
        files: Some(files),
        state: workload::storage(&own, state),
        scratch: Some(scratch),
        depends_on: depends::lower(lowering, header.id, profile.is_some()),
        healthcheck: health::lower(&health.value, &ports.value, health.origin),
        restart: text("unless-stopped", header.origin),
        stop_grace_period: stop_within.value.to_go().map(|time| text(time, stop_within.origin)),
        user,
        writable_root: Some(writable_root),
        capabilities: Some(capabilities),
        replicas: (count != 1).then(|| Node::int(count, replicas.origin)),
        resources,
    };
    workload::lower(lowering, workload)
}

/// A task.
pub(crate) fn task(lowering: &mut Lowering<'_>, block: &Block<Task>) -> Node {
    let Block { header, value } = block;
    let Task {
        name: _, // in the header, with the lock's word
        image,
        build,
        command,
        args,
        run,
        env,
        files,
        resources,
        scratch,
        state,
        needs: _,   // hard edges
        calls: _,   // edges
        egress: _,  // lost: the limits pass
        timeout: _, // lost: the limits pass
        retries,
        overlap: _, // lost: the limits pass
        profile,
        user,
        writable_root,
        interruptible: _, // lost: the limits pass
    } = value;
    let own = lowering.name(header.id);
    let own_profile = profile.as_ref().map(workload::profile);
    let profiles: Vec<Node> = match &run.value {
        RunAt::Before { .. } => own_profile.into_iter().collect(),
        RunAt::Manual | RunAt::Cron { .. } => vec![own_profile.unwrap_or_else(|| text(TASKS, run.origin))],
    };
    let restart = match retries.value {
        0 => quoted("no", header.origin),
        count => text(format!("on-failure:{count}"), retries.origin),
    };
    let workload = Workload {
        header,
        image: image.as_ref(),
        build: build.as_ref(),
        depends_on: depends::lower(lowering, header.id, !profiles.is_empty()),
        profiles,
        command,
        args: Some(args),
        env,
        ports: Vec::new(),
        files: Some(files),
        state: workload::storage(&own, state),
        scratch: Some(scratch),
        healthcheck: None,
        restart,
        stop_grace_period: None,
        user,
        writable_root: Some(writable_root),
        capabilities: None,
        replicas: None,
        resources,
    };
    let node = workload::lower(lowering, workload);
    match &run.value {
        RunAt::Manual => remark(node, &format!("Start it by `docker compose run --rm {own}`.")),
        RunAt::Cron { schedule, zone } => {
            let (schedule, zone) = (&schedule.value, &zone.value);
            remark(node, &format!("Meant for `{schedule}` ({zone}); start it by `docker compose run --rm {own}`."))
        }
        RunAt::Before { .. } => node,
    }
}

/// A backup: a person starts it, and its copies stay in a volume of their own.
pub(crate) fn backup(lowering: &mut Lowering<'_>, block: &Block<Backup>) -> Node {
    let Block { header, value } = block;
    let Backup {
        name: _, // in the header, with the lock's word
        of: _,   // an edge
        schedule,
        keep: _, // its command removes what is older
        image,
        command,
        env,
        size,
        resources,
        user,
        timeout: _, // lost: the limits pass
    } = value;
    let own = lowering.name(header.id);
    let workload = Workload {
        header,
        image: Some(image),
        build: None,
        profiles: vec![text(BACKUPS, header.origin)],
        command,
        args: None,
        env,
        ports: Vec::new(),
        files: None,
        state: vec![Storage {
            volume: own.clone(),
            path: At { value: "/backup".into(), origin: size.origin },
            size,
            class: None,
        }],
        scratch: None,
        depends_on: depends::lower(lowering, header.id, true),
        healthcheck: None,
        restart: quoted("no", header.origin),
        stop_grace_period: None,
        user,
        writable_root: None,
        capabilities: None,
        replicas: None,
        resources,
    };
    let node = workload::lower(lowering, workload);
    let schedule = &schedule.value;
    remark(node, &format!("Meant for `{schedule}` (Etc/UTC); start it by `docker compose run --rm {own}`."))
}

/// Published ports are for the developer alone: they are bound to the machine's own address.
fn published(publish: &At<IndexMap<Str, At<i64>>>, ports: &At<IndexMap<Str, At<i64>>>) -> Vec<Node> {
    let port = |(name, host): (&Str, &At<i64>)| {
        let inner = ports.value.get(name)?;
        Some(quoted(format!("127.0.0.1:{}:{}", host.value, inner.value), origin_of(host.origin, inner.origin)))
    };
    publish.value.iter().filter_map(port).collect()
}

/// The first origin that is one.
fn origin_of(first: OriginId, second: OriginId) -> OriginId {
    if first == OriginId::NONE { second } else { first }
}

fn remark(node: Node, line: &str) -> Node {
    let comment = match &node.comment {
        Some(comment) => format!("{comment}\n{line}"),
        None => line.to_owned(),
    };
    node.commented(comment)
}
