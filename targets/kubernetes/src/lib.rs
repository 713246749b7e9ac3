//! Kubernetes: plain manifests of one environment, complete and ready for `kubectl apply --kustomize`.
//!
//! In: the plan of an environment whose runtime is `kubernetes { … }`. Out: below `kubernetes/ENV/` one file an object group
//! (`namespace.yaml`, `booking.yaml`, `public.yaml`), `secrets.yaml`, `kustomization.yaml`, and where they are needed `params.env` (what is
//! known only when deploying) and `secrets.sh` (how Secrets are created). A chart generalises exactly these trees.
//!
//! Secure unless the plan says otherwise: pods run as nobody in particular, on a file system that they cannot write, without
//! capabilities and without a token of the API; nothing may connect to anything but along the plan's edges.
//!
//! Deliberately not here: building images, what deploys, monitoring rules; values of secrets, which no plan holds.

mod api;
mod backup;
mod check;
mod claim;
mod cluster;
mod entries;
mod env;
mod files;
mod gateway;
mod kustomization;
mod late;
mod metadata;
mod name;
mod namespace;
mod object;
mod objects;
mod one_by_one;
mod placement;
mod pod;
mod policy;
mod probe;
mod resources;
mod secrets;
mod security;
mod service;
mod task;
mod text;
mod version;
mod workload;

pub use kustomization::Application;
pub use objects::Carried;
pub use one_by_one::OneByOne;

use cluster::{Carrier, Cluster};
use indexmap::{IndexMap, IndexSet};
use infrac_diagnostics::Diagnostics;
use infrac_plan::kinds::{Deployer, Runtime};
use infrac_plan::{At, Header, OriginId, Plan};
use infrac_source::Str;
use infrac_target::{FileBody, Forest, Object, Target, TargetFile, limits};
use rustc_hash::FxHashMap;

/// The back end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kubernetes;

impl Target for Kubernetes {
    fn id(&self) -> &'static str {
        "kubernetes"
    }

    fn applies(&self, plan: &Plan) -> bool {
        deployer(plan).is_some()
    }

    fn is_default(&self, plan: &Plan) -> bool {
        deployer(plan).is_some_and(|deployer| deployer.value == Deployer::Kustomize)
    }

    fn check(&self, plan: &Plan) -> Diagnostics {
        self.checked(plan).0
    }

    fn lower(&self, plan: &Plan) -> Forest {
        self.checked(plan).1
    }

    fn streamed(&self, plan: &Plan, each: &mut dyn FnMut(TargetFile)) -> Option<Diagnostics> {
        Some(self.each(plan, each))
    }
}

impl Kubernetes {
    /// Makes the files one by one, those of single blocks as soon as the block is lowered.
    fn each(&self, plan: &Plan, each: &mut dyn FnMut(TargetFile)) -> Diagnostics {
        let Some(cluster) = Cluster::of(plan, Carrier::Kustomize) else { return Diagnostics::default() };
        let names =
            each_file(&cluster, &mut |path, objects| each(TargetFile { path, body: FileBody::Objects(objects) }));
        let kustomization = kustomization::kustomization(&cluster, &names);
        each(TargetFile { path: "kustomization.yaml".into(), body: FileBody::Objects(vec![kustomization]) });
        let lines = [("params.env", kustomization::parameters(&cluster)), ("secrets.sh", secrets::script(&cluster))];
        for (path, lines) in lines {
            lines.into_iter().for_each(|lines| each(TargetFile { path: path.into(), body: FileBody::Lines(lines) }));
        }
        findings(cluster)
    }
}

/// What brings the objects of an environment into its cluster; `None` where it runs on something else.
pub fn deployer(plan: &Plan) -> Option<&At<Deployer>> {
    let environment = plan.blocks().environments.first()?;
    match &environment.value.runtime.value {
        Runtime::Kubernetes {
            version: _,
            namespace: _,
            pod_security: _,
            provides: _,
            pools: _,
            quota: _,
            ingress_namespace: _,
            monitoring_namespace: _,
            deploy_by,
        } => Some(deploy_by),
        Runtime::Compose => None,
    }
}

/// The namespace of an environment, and what says so.
pub fn namespace(plan: &Plan) -> Option<(Str, OriginId)> {
    let cluster = Cluster::of(plan, Carrier::Chart)?;
    Some((cluster.namespace.clone(), cluster.namespace_origin))
}

/// The same objects for a chart, which brings in what is known only when deploying: the files in the order of their declaration, and
/// `secrets.sh` where Secrets are created by hand. Where the environment runs on something else, nothing.
pub fn for_chart(plan: &Plan) -> (Diagnostics, Forest) {
    let Some(cluster) = Cluster::of(plan, Carrier::Chart) else { return Default::default() };
    let mut files = files(&cluster);
    let script = secrets::script(&cluster);
    files.extend(script.map(|lines| TargetFile { path: "secrets.sh".into(), body: FileBody::Lines(lines) }));
    (findings(cluster), Forest { files })
}

/// How the plain manifests of an environment are brought into its cluster; `None` where it runs on something else.
pub fn application(plan: &Plan) -> Option<Application> {
    let cluster = Cluster::of(plan, Carrier::Kustomize)?;
    // What is known only when deploying is found by lowering.
    each_file(&cluster, &mut |_, _| ());
    Some(Application::of(&cluster))
}

/// What must be ready in an environment before its tasks that run before services can begin, as `kubectl rollout` calls it
/// (`statefulset/db`); `None` where there is no such task, or no cluster.
pub fn stores_of_tasks(plan: &Plan) -> Option<Vec<String>> {
    kustomization::stores_of_tasks(&Cluster::of(plan, Carrier::Chart)?)
}

/// The objects, by the file that they stand in; the namespace first, then secrets, then blocks in the order of their declaration.
fn files(cluster: &Cluster) -> Vec<TargetFile> {
    let mut files: FxHashMap<Str, Vec<Object>> = FxHashMap::default();
    let names = each_file(cluster, &mut |path, objects| {
        files.insert(path, objects);
    });
    let file = |path: Str| Some(TargetFile { body: FileBody::Objects(files.remove(&path)?), path });
    names.into_iter().filter_map(file).collect()
}

/// Gives away the objects of each file as soon as all of them are made. Returns the files' names: first what belongs to no block alone, then
/// blocks in the order of their declaration.
fn each_file(cluster: &Cluster, each: &mut dyn FnMut(Str, Vec<Object>)) -> Vec<Str> {
    let mut unique = check::Unique::default();
    // Files that are not complete yet, by name; and how many more blocks may add to each file.
    let mut open: IndexMap<Str, Vec<Object>> = objects::of_environment(cluster).into_iter().collect();
    open.values().flatten().for_each(|object| unique.note(cluster, object));
    let mut names: IndexSet<Str> = open.keys().cloned().collect();
    let mut expected: FxHashMap<Str, usize> = FxHashMap::default();
    for block in objects::blocks(cluster.plan) {
        *expected.entry(file_name(cluster, block.header())).or_default() += 1;
    }
    let waves = task::Waves::of(cluster);
    for block in objects::blocks(cluster.plan) {
        let mut objects = block.lower(cluster, &waves);
        objects.iter().for_each(|object| unique.note(cluster, object));
        let name = file_name(cluster, block.header());
        if let Some(before) = open.get_mut(&name) {
            before.extend(std::mem::take(&mut objects));
        }
        if !objects.is_empty() {
            names.insert(name.clone());
            match expected.get(&name) {
                Some(1) => each(name, objects),
                _ => {
                    open.insert(name, objects);
                }
            }
        }
    }
    open.into_iter().for_each(|(name, objects)| each(name, objects));
    names.into_iter().collect()
}

/// What was found on the way, and what the kinds declare lost.
fn findings(cluster: Cluster) -> Diagnostics {
    let mut findings = limits(cluster.plan, Kubernetes.id());
    findings.extend(cluster.into_findings());
    findings
}

/// A block's file is called as its objects are, unless the environment has a file of that name.
fn file_name(cluster: &Cluster, header: &Header) -> Str {
    let name = cluster.name(header);
    match name.as_str() {
        "namespace" | "secrets" | "kustomization" => format!("{name}-{}.yaml", header.kind).into(),
        _ => format!("{name}.yaml").into(),
    }
}
