//! What services, tasks and backups have in common, in the order in which people write it.

use crate::files;
use crate::lowering::{Entries, Lowering, Volume, quoted, text};
use indexmap::IndexMap;
use infrac_plan::kinds::{self, Build, Capability, EnvValue, FileContent, Profile, Resources};
use infrac_plan::{At, Header, OriginId, Text};
use infrac_quantity::ByteSize;
use infrac_source::Str;
use infrac_tree::data::{Grammar, Node, NodeKind, Phrase, Scalar};

/// A container, of whatever kind.
pub(crate) struct Workload<'a> {
    pub(crate) header: &'a Header,
    pub(crate) image: Option<&'a At<Text>>,
    pub(crate) build: Option<&'a At<Build>>,
    pub(crate) profiles: Vec<Node>,
    pub(crate) command: &'a At<Vec<At<Text>>>,
    pub(crate) args: Option<&'a At<Vec<At<Text>>>>,
    pub(crate) env: &'a At<IndexMap<Str, At<EnvValue>>>,
    pub(crate) ports: Vec<Node>,
    pub(crate) files: Option<&'a At<IndexMap<Str, At<FileContent>>>>,
    pub(crate) state: Vec<Storage<'a>>,
    pub(crate) scratch: Option<&'a At<Vec<At<Str>>>>,
    pub(crate) depends_on: Entries,
    pub(crate) healthcheck: Option<Node>,
    pub(crate) restart: Node,
    pub(crate) stop_grace_period: Option<Node>,
    pub(crate) user: &'a At<i64>,
    pub(crate) writable_root: Option<&'a At<bool>>,
    pub(crate) capabilities: Option<&'a At<Vec<At<Capability>>>>,
    pub(crate) replicas: Option<Node>,
    pub(crate) resources: &'a At<Resources>,
}

/// Storage that outlives a container.
pub(crate) struct Storage<'a> {
    pub(crate) volume: Str,
    pub(crate) path: At<Str>,
    pub(crate) size: &'a At<ByteSize>,
    pub(crate) class: Option<&'a At<Str>>,
}

/// The service of the Compose file.
pub(crate) fn lower(lowering: &mut Lowering<'_>, workload: Workload<'_>) -> Node {
    let Workload { header, image, build, profiles, command, args, env, ports, files: wanted, state, scratch, .. } =
        &workload;
    let header = *header;
    let origin = header.origin;
    let name = lowering.name(header.id);
    let mut service = Entries::default();
    service.add_some("image", image.map(|image| Node::phrase(lowering.phrase(&image.value), image.origin)));
    service.add_some("build", build.map(self::build));
    service.add_list("profiles", profiles.clone(), origin);
    service.add_some("entrypoint", words(lowering, command));
    service.add_some("command", args.and_then(|args| words(lowering, args)));
    if !env.value.is_empty() {
        let entries = env.value.iter().map(|(key, value)| (key.clone(), env_value(lowering, value)));
        service.add("environment", Node::map(entries.collect::<Vec<_>>(), env.origin));
    }
    service.add_list("ports", ports.clone(), origin);
    service.add_list(
        "volumes",
        state.iter().map(|state| volume(lowering, header, state, workload.user)).collect(),
        origin,
    );
    let tmpfs =
        |scratch: &&At<Vec<At<Str>>>| scratch.value.iter().map(|path| text(path.value.clone(), path.origin)).collect();
    service.add_list("tmpfs", scratch.as_ref().map(tmpfs).unwrap_or_default(), scratch.map_or(origin, |at| at.origin));
    let mounted = wanted.map(|wanted| (files::lower(lowering, &name, &wanted.value), wanted.origin));
    let copied = mounted.as_ref().is_some_and(|(mounted, _)| mounted.copied);
    if let Some((mounted, files_origin)) = mounted {
        service.add_list("configs", mounted.configs, files_origin);
        service.add_list("secrets", mounted.secrets, files_origin);
    }
    let networks = lowering.index.networks_of(header.id).iter().map(|network| text(network.clone(), origin)).collect();
    service.add_list("networks", networks, origin);
    run(&mut service, workload, copied);
    let node = service.node(origin);
    match &header.doc {
        Some(doc) => node.commented(doc.clone()),
        None => node,
    }
}

/// When it starts, as whom it runs, and what it may use.
fn run(service: &mut Entries, workload: Workload<'_>, copied: bool) {
    let Workload { header, depends_on, healthcheck, restart, stop_grace_period, user, .. } = workload;
    let origin = header.origin;
    if !depends_on.0.is_empty() {
        service.add("depends_on", depends_on.node(origin));
    }
    service.add_some("healthcheck", healthcheck);
    service.add("restart", restart);
    service.add_some("stop_grace_period", stop_grace_period);
    service.add("init", Node::bool(true, origin));
    service.add("user", quoted(format!("{0}:{0}", user.value), user.origin));
    match workload.writable_root.filter(|writable| writable.value) {
        Some(writable) => service.add("read_only", Node::bool(false, writable.origin)),
        None if copied => {
            let node = Node::bool(false, origin);
            service.add(
                "read_only",
                node.commented("Compose copies files into this container, which a read-only root refuses."),
            );
        }
        None => service.add("read_only", Node::bool(true, origin)),
    }
    harden(service, workload.capabilities, origin);
    let mut deploy = Entries::default();
    deploy.add_some("replicas", workload.replicas);
    deploy.add_some("resources", resources(workload.resources));
    if !deploy.0.is_empty() {
        service.add("deploy", deploy.node(origin));
    }
}

/// All capabilities go but those that it keeps, and none comes back by a setuid program.
pub(crate) fn harden(service: &mut Entries, keeps: Option<&At<Vec<At<Capability>>>>, origin: OriginId) {
    service.add("cap_drop", Node::list(vec![text("ALL", origin)], origin));
    if let Some(keeps) = keeps {
        let names = keeps.value.iter().map(|keep| text(capability(&keep.value), keep.origin)).collect();
        service.add_list("cap_add", names, keeps.origin);
    }
    service.add("security_opt", Node::list(vec![text("no-new-privileges:true", origin)], origin));
}

fn capability(capability: &Capability) -> &'static str {
    match capability {
        Capability::Chown => "CHOWN",
        Capability::DacOverride => "DAC_OVERRIDE",
        Capability::Fowner => "FOWNER",
        Capability::Kill => "KILL",
        Capability::NetBindService => "NET_BIND_SERVICE",
        Capability::Setgid => "SETGID",
        Capability::Setuid => "SETUID",
        Capability::SysChroot => "SYS_CHROOT",
    }
}

/// The profile that a block asks for.
pub(crate) fn profile(profile: &At<Profile>) -> Node {
    let name: Str = match &profile.value {
        Profile::Tools => "tools".into(),
        Profile::Debug => "debug".into(),
        Profile::Custom { name } => name.value.clone(),
    };
    text(name, profile.origin)
}

/// Storage of a container that is declared as `state`.
pub(crate) fn storage<'a>(name: &Str, state: &'a At<IndexMap<Str, At<kinds::Volume>>>) -> Vec<Storage<'a>> {
    let storage = |(key, volume): (&Str, &'a At<kinds::Volume>)| {
        // `rebuildable` speaks to the check of recovery points; a volume of Docker knows no difference.
        let kinds::Volume { path, size, class, rebuildable: _ } = &volume.value;
        Storage { volume: format!("{name}-{key}").into(), path: path.clone(), size, class: class.as_ref() }
    };
    state.value.iter().map(storage).collect()
}

fn volume(lowering: &mut Lowering<'_>, header: &Header, state: &Storage<'_>, user: &At<i64>) -> Node {
    let class = state.class.map(|class| format!(", storage class {}", class.value)).unwrap_or_default();
    let node = Node::map::<Str>([], state.size.origin);
    let node =
        node.commented(format!("Asked for: {}{class}. Docker does not limit the size of a volume.", state.size.value));
    lowering.volumes.insert(state.volume.clone(), Volume { node, user: user.value, of: header.id });
    mount(&state.volume, &state.path.value, state.path.origin)
}

/// A mount of a named volume.
pub(crate) fn mount(volume: &Str, path: &str, origin: OriginId) -> Node {
    let mut mount = Entries::default();
    mount.add("type", text("volume", origin));
    mount.add("source", text(volume.clone(), origin));
    mount.add("target", text(path, origin));
    mount.node(origin)
}

/// How an image is made. Paths are those of the repository: the Compose file stands three folders below its root (`out/compose/ENVIRONMENT`).
fn build(at: &At<Build>) -> Node {
    let Build { context, dockerfile, stage, args } = &at.value;
    let below = context.value.trim_start_matches("./").trim_end_matches('/');
    let path = if matches!(below, "" | ".") { "../../..".to_owned() } else { format!("../../../{below}") };
    let mut build = Entries::default();
    build.add("context", text(path, context.origin));
    build.add("dockerfile", text(dockerfile.value.clone(), dockerfile.origin));
    build.add_some("target", stage.as_ref().map(|stage| text(stage.value.clone(), stage.origin)));
    if !args.value.is_empty() {
        let entries = args.value.iter().map(|(key, value)| (key.clone(), text(value.value.clone(), value.origin)));
        build.add("args", Node::map(entries, args.origin));
    }
    build.node(at.origin)
}

fn words(lowering: &mut Lowering<'_>, words: &At<Vec<At<Text>>>) -> Option<Node> {
    let nodes: Vec<Node> =
        words.value.iter().map(|word| Node::phrase(lowering.phrase(&word.value), word.origin)).collect();
    (!nodes.is_empty()).then(|| Node::list(nodes, words.origin))
}

fn env_value(lowering: &mut Lowering<'_>, value: &At<EnvValue>) -> Node {
    match &value.value {
        EnvValue::Text(text) => Node::phrase(lowering.phrase(text), value.origin),
        EnvValue::Secret(secret) => Node::phrase(lowering.sensitive(secret), value.origin),
        EnvValue::Int(number) => quoted(number.to_string(), value.origin),
        EnvValue::Bool(yes) => quoted(yes.to_string(), value.origin),
    }
}

fn resources(resources: &At<Resources>) -> Option<Node> {
    let Resources { cpu, memory } = &resources.value;
    let mut limits = Entries::default();
    let mut reservations = Entries::default();
    if let Some(cpu) = cpu {
        let cores = |cores: infrac_quantity::MilliCpu| cores.to_compose().map(|cores| quoted(cores, cpu.origin));
        limits.add_some("cpus", cpu.value.max.and_then(cores));
        reservations.add_some("cpus", cores(cpu.value.min));
    }
    if let Some(memory) = memory {
        let bytes = |bytes: ByteSize| bytes.to_compose().map(|bytes| size(bytes, memory.origin));
        limits.add_some("memory", memory.value.max.and_then(bytes));
        reservations.add_some("memory", bytes(memory.value.min));
    }
    let mut node = Entries::default();
    for (key, entries) in [("limits", limits), ("reservations", reservations)] {
        if !entries.0.is_empty() {
            node.add(key, entries.node(resources.origin));
        }
    }
    (!node.0.is_empty()).then(|| node.node(resources.origin))
}

fn size(bytes: String, origin: OriginId) -> Node {
    Node::new(NodeKind::Scalar(Scalar::Text(Phrase::literal(bytes, Grammar::Compose))), origin)
}
