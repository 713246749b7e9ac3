use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::{Draft, Owner};
use crate::policy;
use crate::version::KubernetesVersion;
use infrac_plan::kinds::{PodSecurity, Quota, Recovery};
use infrac_plan::{At, Block, OriginId, Range};
use infrac_target::Object;

/// The namespace, what it enforces, what it may use, and what may talk in it: nothing, but for the policies of each workload.
pub(crate) fn lower(cluster: &Cluster) -> Vec<Object> {
    let owner = Owner::environment(cluster);
    let mut objects = vec![namespace(cluster, &owner)];
    objects.extend(cluster.quota.map(|declared| quota(cluster, &owner, declared)));
    objects.extend(policy::of_namespace(cluster, &owner));
    objects
}

fn namespace(cluster: &Cluster, owner: &Owner) -> Object {
    let security = cluster.pod_security;
    let level = match security.value {
        PodSecurity::Restricted => "restricted",
        PodSecurity::Baseline => "baseline",
        PodSecurity::Privileged => "privileged",
    };
    // The standard as that version defines it, so that an upgrade of the cluster refuses nothing by surprise.
    let version = format!("v{}", cluster.version.min(KubernetesVersion::NEWEST));
    // A chart that is uninstalled leaves the namespace, and so the volumes in it, where they are (Helm documentation, "Charts: Tips and
    // Tricks", "Tell Helm Not To Uninstall a Resource").
    let mut annotations = Entries::new(owner.origin).text("helm.sh/resource-policy", "keep");
    for recovery in &cluster.plan.blocks().recoveries {
        annotations = annotations.all(objectives(cluster, recovery));
    }
    let mut draft = Draft::new(cluster, owner, "v1", "Namespace", cluster.namespace.clone())
        .named_at(cluster.namespace_origin)
        .of_the_cluster();
    for (mode, level) in [("enforce", level), ("audit", "restricted"), ("warn", "restricted")] {
        draft = draft.label(format!("pod-security.kubernetes.io/{mode}"), level, security.origin).label(
            format!("pod-security.kubernetes.io/{mode}-version"),
            version.clone(),
            cluster.version_origin,
        );
    }
    draft.annotations(annotations).with(Entries::new(owner.origin))
}

/// The recovery objectives, for whoever stands before the cluster when it matters. That backups keep them is checked when building.
fn objectives(cluster: &Cluster, block: &Block<Recovery>) -> Entries {
    let Recovery { rto, rpo, exclude } = &block.value;
    let mut entries = Entries::new(block.header.origin)
        .text_at("infrac/recovery-time-objective", rto.value.to_string(), rto.origin)
        .text_at("infrac/recovery-point-objective", rpo.value.to_string(), rpo.origin);
    let names: Vec<String> = exclude
        .value
        .iter()
        .filter_map(|store| cluster.plan.header(store.value))
        .map(|header| cluster.name(header).to_string())
        .collect();
    if !names.is_empty() {
        entries = entries.text_at("infrac/recovery-excludes", names.join(","), exclude.origin);
    }
    entries
}

fn quota(cluster: &Cluster, owner: &Owner, declared: &At<Quota>) -> Object {
    let Quota { cpu, memory, pods } = &declared.value;
    let mut hard = Entries::new(declared.origin);
    if let Some(cpu) = cpu {
        hard = bounds(hard, "cpu", &cpu.value, |cpu| cpu.to_kubernetes(), cpu.origin);
    }
    if let Some(memory) = memory {
        hard = bounds(hard, "memory", &memory.value, |size| size.to_kubernetes(), memory.origin);
    }
    if let Some(pods) = pods {
        hard = hard.text_at("pods", pods.value.to_string(), pods.origin);
    }
    let body = Entries::new(owner.origin).map("spec", Entries::new(declared.origin).map("hard", hard));
    Draft::new(cluster, owner, "v1", "ResourceQuota", owner.name.clone()).with(body)
}

fn bounds<T: Copy>(
    hard: Entries,
    key: &str,
    range: &Range<T>,
    text: impl Fn(T) -> Option<String>,
    origin: OriginId,
) -> Entries {
    let hard = hard.text_at(format!("requests.{key}"), text(range.min).unwrap_or_default(), origin);
    match range.max.and_then(text) {
        Some(max) => hard.text_at(format!("limits.{key}"), max, origin),
        None => hard,
    }
}
