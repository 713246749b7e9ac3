use crate::cluster::{Carrier, Cluster};
use crate::entries::Entries;
use crate::env::Env;
use crate::files::{Files, files};
use crate::late::Place;
use crate::metadata::Owner;
use crate::name::{path_name, short_hash};
use crate::workload::Workload;
use crate::{placement, probe, resources, security};
use infrac_plan::{At, OriginId};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::{Grammar, Node, Phrase, Piece};

/// What a controller says of its pods beyond what the workload says.
#[derive(Default)]
pub(crate) struct PodExtras {
    pub(crate) annotations: Vec<(Str, Node)>,
    /// Entries of the spec before the container: `restartPolicy`, `terminationGracePeriodSeconds`.
    pub(crate) head: Vec<(&'static str, Node)>,
    pub(crate) spread: Option<OriginId>,
    pub(crate) volumes: Vec<Node>,
}

/// A pod template, and the objects that it needs beside it.
pub(crate) struct PodTemplate {
    pub(crate) template: Node,
    pub(crate) objects: Vec<Object>,
}

/// The template of a workload's pods: one container, nothing that it was not given.
pub(crate) fn pod_template(cluster: &Cluster, workload: &Workload, extras: PodExtras) -> PodTemplate {
    let origin = workload.owner.origin;
    let Files { objects, volumes, mounts, checksum, variables } = files(cluster, workload);
    let mut annotations = Entries::new(origin);
    for (key, node) in extras.annotations {
        annotations = annotations.node(key, node);
    }
    if let Some(checksum) = checksum {
        annotations =
            annotations.text_at("checksum/files", checksum, workload.files.map_or(origin, |files| files.origin));
    }
    for variable in variables {
        annotations = annotate_parameter(cluster, workload, annotations, &variable);
    }
    let (scratch_volumes, scratch_mounts) = scratch(workload);
    let mut all_mounts = mounts;
    all_mounts.extend(workload.mounts.iter().map(|(name, path)| mount(name, path)));
    all_mounts.extend(scratch_mounts);
    let mut all_volumes = volumes;
    all_volumes.extend(extras.volumes);
    all_volumes.extend(scratch_volumes);

    let mut spec = Entries::new(origin)
        .text("serviceAccountName", workload.owner.name.clone())
        .bool("automountServiceAccountToken", false);
    spec = spec.bool("enableServiceLinks", false);
    for (key, node) in extras.head {
        spec = spec.node(key, node);
    }
    spec = spec.node("securityContext", security::pod_context(cluster, workload));
    for (key, node) in placement::pools(cluster, workload) {
        spec = spec.node(key, node);
    }
    if let Some(replicas) = extras.spread {
        spec = spec.list_at("topologySpreadConstraints", placement::spread(cluster, workload, replicas), replicas);
    }
    let spec = spec.list("containers", vec![container(cluster, workload, all_mounts)]).list("volumes", all_volumes);
    let metadata = Entries::new(origin).map("labels", workload.owner.labels(cluster)).map("annotations", annotations);
    let template = Entries::new(origin).map("metadata", metadata).map("spec", spec).build();
    PodTemplate { template, objects }
}

fn container(cluster: &Cluster, workload: &Workload, mounts: Vec<Node>) -> Node {
    let origin = workload.owner.origin;
    let image = workload.image;
    let pieces = cluster.pieces(&image.value);
    let image_text = cluster.place_late(&pieces, image.origin, &workload.container_place("image"), Grammar::Plain);
    let mut env = Env::new(cluster, workload);
    let mut words =
        |list: &At<Vec<At<infrac_plan::Text>>>| list.value.iter().map(|word| env.argument(word)).collect::<Vec<_>>();
    let command = words(workload.command);
    let args = workload.args.map(&mut words).unwrap_or_default();
    let mut node = Entries::new(origin)
        .text("name", workload.owner.name.clone())
        .node("image", Node::phrase(image_text, image.origin))
        .list_at("command", command, workload.command.origin)
        .list_at("args", args, workload.args.map_or(origin, |args| args.origin));
    if let Some(ports) = workload.ports {
        let container_port = |(name, port): (&Str, &At<i64>)| {
            Entries::new(port.origin).text("name", name.clone()).int("containerPort", port.value).build()
        };
        node = node.list_at("ports", ports.value.iter().map(container_port).collect(), ports.origin);
    }
    node = node
        .list_at("env", env.into_nodes(), workload.env.origin)
        .some("resources", resources::resources(workload.resources));
    for (key, probe) in probe::probes(cluster, workload) {
        node = node.node(key, probe);
    }
    node.node("securityContext", security::container_context(cluster, workload)).list("volumeMounts", mounts).build()
}

fn mount(name: &Str, path: &At<Str>) -> Node {
    Entries::new(path.origin).text("name", name.clone()).text("mountPath", path.value.clone()).build()
}

/// Folders that live and die with the pod.
fn scratch(workload: &Workload) -> (Vec<Node>, Vec<Node>) {
    let Some(scratch) = workload.scratch else { return Default::default() };
    let volume = |path: &At<Str>| {
        let name = format!("scratch-{}", path_name(&path.value.to_ascii_lowercase(), |_| false));
        // A volume's name is a DNS label of at most 63 characters.
        let name: Str =
            if name.len() > 63 { format!("scratch-{}", short_hash(path.value.as_bytes())) } else { name }.into();
        let volume = Entries::new(path.origin).text("name", name.clone());
        (volume.node("emptyDir", Entries::new(path.origin).build()).build(), mount(&name, path))
    };
    scratch.value.iter().map(volume).unzip()
}

/// A late value in a file restarts pods by an annotation that changes with it.
fn annotate_parameter(cluster: &Cluster, workload: &Workload, annotations: Entries, variable: &Str) -> Entries {
    let origin = workload.files.map_or(workload.owner.origin, |files| files.origin);
    let key = format!("param/{variable}");
    let place = workload.place(&format!("metadata.annotations.{}", crate::late::step(&key)));
    annotations.node(key, Node::phrase(cluster.place_variable(variable, origin, place), origin))
}

/// The ServiceAccount that pods run as: it has no rights, and its token is not handed out.
pub(crate) fn service_account(cluster: &Cluster, owner: &Owner) -> Object {
    let body = Entries::new(owner.origin).bool("automountServiceAccountToken", false);
    crate::metadata::Draft::new(cluster, owner, "v1", "ServiceAccount", owner.name.clone()).with(body)
}

impl Cluster<'_> {
    /// A variable that is a whole value; for Kustomize with its replacement recorded.
    fn place_variable(&self, variable: &Str, origin: OriginId, place: Place) -> Phrase {
        let (default, values) = match self.parameters.borrow().get(variable) {
            Some(parameter) => (parameter.default.clone(), parameter.values.clone()),
            None => Default::default(),
        };
        if self.carrier == Carrier::Kustomize {
            let replacement = crate::late::Replacement { variable: variable.clone(), place, piece: None, origin };
            self.replacements.borrow_mut().push(replacement);
        }
        let stand_in = default.unwrap_or_else(|| crate::late::stand_in(variable));
        Phrase::mixed(vec![Piece::Late { values, stand_in }], Grammar::Plain)
    }
}
