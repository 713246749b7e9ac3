//! `kustomization.yaml`, and `params.env` beside it where something is known only when deploying.

use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::late::{Parameter, Replacement, stand_in};
use crate::task::WAVE_LABEL;
use infrac_plan::OriginId;
use infrac_plan::kinds::RunAt;
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::Line;
use infrac_tree::data::Node;

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
    for (variable, Parameter { doc, default, origin }) in parameters.iter() {
        lines.push(Line { text: Str::default(), origin: *origin });
        lines.extend(doc.lines().map(|line| Line { text: format!("# {line}").into(), origin: *origin }));
        let value = default.clone().unwrap_or_else(|| stand_in(variable));
        lines.push(Line { text: format!("{variable}={value}").into(), origin: *origin });
    }
    Some(lines)
}

/// How the folder is applied.
fn head(cluster: &Cluster) -> String {
    let namespace = &cluster.namespace;
    let mut text = String::new();
    if !cluster.parameters.borrow().is_empty() {
        text.push_str("Say in params.env what is known only now.\n");
    }
    match longest_wait(cluster) {
        None => text.push_str("kubectl apply --kustomize ."),
        Some(seconds) => text.push_str(&format!(
            "Some services wait for tasks that run before them:\n\
             kubectl delete job --namespace {namespace} --selector {WAVE_LABEL}=0 --ignore-not-found\n\
             kubectl apply --kustomize . --selector '{WAVE_LABEL}!=1'\n\
             kubectl wait job --namespace {namespace} --selector {WAVE_LABEL}=0 --for condition=complete --timeout {seconds}s\n\
             kubectl apply --kustomize ."
        )),
    }
    text
}

/// The longest time that a task before services may take.
fn longest_wait(cluster: &Cluster) -> Option<i128> {
    let tasks = cluster.plan.blocks().tasks.iter();
    tasks
        .filter(|task| matches!(task.value.run.value, RunAt::Before { services: _ }))
        .filter_map(|task| task.value.timeout.value.to_whole_seconds())
        .max()
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
