//! `kustomization.yaml`, and `params.env` beside it where something is known only when deploying.

use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::late::{Parameter, Replacement, stand_in};
use crate::task::{WAVE_LABEL, Waves};
use indexmap::IndexSet;
use infrac_plan::kinds::{RunAt, Service, Task};
use infrac_plan::{Block, BlockId, OriginId, Strength};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::Line;
use infrac_tree::data::Node;
use std::collections::HashSet;

/// Name of the ConfigMap that carries the parameters within Kustomize; it does not reach the cluster.
const PARAMETERS: &str = "params";

/// The kustomization of these files.
pub(crate) fn kustomization(cluster: &Cluster, files: &[Str]) -> Object {
    let origin = cluster.header.origin;
    let resources = files.iter().map(|file| Node::text(file.clone(), origin)).collect();
    let mut node = Entries::new(origin)
        .text("apiVersion", "kustomize.config.k8s.io/v1beta1")
        .text("kind", "Kustomization")
        .list("resources", resources);
    if !cluster.parameters.borrow().is_empty() {
        node = node.list("configMapGenerator", vec![generator(cluster, origin)]);
    }
    let replacements = replacements(&cluster.replacements.borrow());
    let node = node.list("replacements", replacements).build().commented(head(cluster));
    Object { kind: "Kustomization".into(), name: "kustomization".into(), of: None, origin, node }
}

/// The lines of `params.env`; none where everything is known.
pub(crate) fn parameters(cluster: &Cluster) -> Option<Vec<Line>> {
    let parameters = cluster.parameters.borrow();
    if parameters.is_empty() {
        return None;
    }
    let intro =
        "# What is known only when deploying. The deployment writes this file anew before it applies the folder.";
    let mut lines = vec![Line { text: intro.into(), origin: cluster.header.origin }];
    for (variable, Parameter { doc, default, values: _, origin }) in parameters.iter() {
        lines.push(Line { text: Str::default(), origin: *origin });
        lines.extend(doc.lines().map(|line| Line { text: format!("# {line}").into(), origin: *origin }));
        let value = default.clone().unwrap_or_else(|| stand_in(variable));
        lines.push(Line { text: format!("{variable}={value}").into(), origin: *origin });
    }
    Some(lines)
}

/// How the folder is applied.
fn head(cluster: &Cluster) -> String {
    let mut lines = Vec::new();
    if !cluster.parameters.borrow().is_empty() {
        lines.push("Say in params.env what is known only now.".to_owned());
    }
    if before_services(cluster).next().is_some() {
        lines.push("Some services wait for tasks that run before them:".to_owned());
    }
    lines.extend(commands(cluster));
    lines.join("\n")
}

/// How the folder of an environment is brought into its cluster.
#[derive(Clone, PartialEq, Debug)]
pub struct Application {
    /// The lines of `params.env` that a deployment writes: the variable, and where a chart would have the value, below `.Values`:
    /// `params.NAME` is the param, `terraform.NAME` Terraform's output.
    pub parameters: Vec<(Str, Str)>,
    /// The commands, in order, run in the folder.
    pub commands: Vec<String>,
    /// What runs then, as `kubectl rollout` calls it: `deployment/booking`.
    pub controllers: Vec<String>,
    /// Where.
    pub namespace: Str,
}

impl Application {
    pub(crate) fn of(cluster: &Cluster) -> Self {
        let parameters = cluster.parameters.borrow();
        Self {
            parameters: parameters.iter().map(|(name, parameter)| (name.clone(), parameter.values.clone())).collect(),
            commands: commands(cluster),
            controllers: cluster.plan.blocks().services.iter().map(|service| controller(cluster, service)).collect(),
            namespace: cluster.namespace.clone(),
        }
    }
}

/// `deployment/booking`.
fn controller(cluster: &Cluster, service: &Block<Service>) -> String {
    let kind = if service.value.state.value.is_empty() { "deployment" } else { "statefulset" };
    format!("{kind}/{}", cluster.name(&service.header))
}

fn before_services<'p>(cluster: &Cluster<'p>) -> impl Iterator<Item = &'p Block<Task>> + use<'p> {
    let tasks = cluster.plan.blocks().tasks.iter();
    tasks.filter(|task| matches!(task.value.run.value, RunAt::Before { services: _ }))
}

/// The commands of a deployment; where services wait for tasks, and tasks for stores, in that order.
fn commands(cluster: &Cluster) -> Vec<String> {
    let tasks: Vec<&Block<Task>> = before_services(cluster).collect();
    let Some(seconds) = tasks.iter().filter_map(|task| task.value.timeout.value.to_whole_seconds()).max() else {
        return vec!["kubectl apply --kustomize .".to_owned()];
    };
    let namespace = &cluster.namespace;
    let last = Waves::of(cluster).last();
    let jobs = |wave: usize| format!("job --namespace {namespace} --selector {WAVE_LABEL}={wave}");
    let mut lines: Vec<String> =
        (1..=last).map(|wave| format!("kubectl delete {} --ignore-not-found", jobs(wave))).collect();
    lines.push(format!("kubectl apply --kustomize . --selector '!{WAVE_LABEL}'"));
    for controller in needed(cluster, &tasks) {
        lines.push(format!("kubectl rollout status {controller} --namespace {namespace} --timeout 600s"));
    }
    for wave in 1..=last {
        lines.push(format!("kubectl apply --kustomize . --selector {WAVE_LABEL}={wave}"));
        lines.push(format!("kubectl wait {} --for condition=complete --timeout {seconds}s", jobs(wave)));
    }
    lines.push("kubectl apply --kustomize .".to_owned());
    lines
}

/// What tasks that run before services wait for, as `kubectl rollout` calls it; `None` where there is no such task.
pub(crate) fn stores_of_tasks(cluster: &Cluster) -> Option<Vec<String>> {
    let tasks: Vec<&Block<Task>> = before_services(cluster).collect();
    (!tasks.is_empty()).then(|| needed(cluster, &tasks).into_iter().collect())
}

/// The services that must be ready before the tasks begin, each once.
fn needed(cluster: &Cluster, tasks: &[&Block<Task>]) -> IndexSet<String> {
    let tasks: HashSet<BlockId> = tasks.iter().map(|task| task.header.id).collect();
    let edges =
        cluster.plan.edges().iter().filter(|edge| edge.strength == Strength::Hard && tasks.contains(&edge.from));
    edges.filter_map(|edge| cluster.service(edge.to)).map(|service| controller(cluster, service)).collect()
}

fn generator(cluster: &Cluster, origin: OriginId) -> Node {
    // Kustomize leaves out what carries this annotation once replacements are done.
    let local = Entries::new(origin).text("config.kubernetes.io/local-config", "true");
    let options = Entries::new(origin).bool("disableNameSuffixHash", true).map("annotations", local);
    Entries::new(origin)
        .text("name", PARAMETERS)
        .text_at("namespace", cluster.namespace.clone(), cluster.namespace_origin)
        .list("envs", vec![Node::text("params.env", origin)])
        .map("options", options)
        .build()
}

/// The replacements in the order in which they must be done; those of one variable that follow each other share an entry.
fn replacements(replacements: &[Replacement]) -> Vec<Node> {
    let groups = replacements.chunk_by(|a, b| a.variable == b.variable);
    groups
        .filter_map(|group| {
            let first = group.first()?;
            let source = Entries::new(first.origin)
                .text("kind", "ConfigMap")
                .text("name", PARAMETERS)
                .text("fieldPath", format!("data.{}", first.variable));
            let targets = group.iter().map(target).collect();
            Some(Entries::new(first.origin).map("source", source).list("targets", targets).build())
        })
        .collect()
}

fn target(replacement: &Replacement) -> Node {
    let Replacement { variable: _, place, piece, origin } = replacement;
    let select = Entries::new(*origin).text("kind", place.kind.clone()).text("name", place.name.clone());
    let target =
        Entries::new(*origin).map("select", select).list("fieldPaths", vec![Node::text(place.path.clone(), *origin)]);
    match piece {
        Some((delimiter, index)) => {
            let index = i64::try_from(*index).unwrap_or(i64::MAX);
            let options = Entries::new(*origin).text("delimiter", delimiter.to_string()).int("index", index);
            target.map("options", options)
        }
        None => target,
    }
    .build()
}
