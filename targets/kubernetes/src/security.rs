use crate::cluster::Cluster;
use crate::entries::{Entries, texts};
use crate::workload::Workload;
use infrac_diagnostics::codes::e07;
use infrac_plan::kinds::{Capability, PodSecurity};
use infrac_tree::data::Node;

/// `securityContext` of the pod: everything that the restricted Pod Security Standard asks for, and the group that owns volumes.
pub(crate) fn pod_context(cluster: &Cluster, workload: &Workload) -> Node {
    let user = workload.user;
    if user.value == 0 && cluster.pod_security.value == PodSecurity::Restricted {
        cluster.report_at(user.origin, |span| {
            Some(e07::e0730_pod_security::pod_security(span, "it runs as root (user 0)", "restricted", "baseline"))
        });
    }
    let origin = workload.owner.origin;
    let profile = Entries::new(origin).text("type", "RuntimeDefault");
    Entries::new(origin)
        .bool_at("runAsNonRoot", user.value != 0, user.origin)
        .int_at("runAsUser", user.value, user.origin)
        .int_at("runAsGroup", user.value, user.origin)
        .int_at("fsGroup", user.value, user.origin)
        .text("fsGroupChangePolicy", "OnRootMismatch")
        .map("seccompProfile", profile)
        .build()
}

/// `securityContext` of the container: no way up, no capability but those asked for, nothing written outside volumes.
pub(crate) fn container_context(cluster: &Cluster, workload: &Workload) -> Node {
    let origin = workload.owner.origin;
    let mut capabilities = Entries::new(origin).node("drop", texts(&["ALL"], origin));
    if let Some(kept) = workload.capabilities {
        let add = kept.value.iter().map(|capability| Node::text(capability_name(&capability.value), capability.origin));
        capabilities = capabilities.list_at("add", add.collect(), kept.origin);
        check_capabilities(cluster, &kept.value);
    }
    let (writable, at) = workload.writable_root.map_or((false, origin), |root| (root.value, root.origin));
    Entries::new(origin)
        .bool("allowPrivilegeEscalation", false)
        .bool_at("readOnlyRootFilesystem", !writable, at)
        .map("capabilities", capabilities)
        .build()
}

/// The restricted standard lets a container add NET_BIND_SERVICE and nothing else; baseline lets it add all that infrac knows
/// (Kubernetes documentation, "Pod Security Standards", rows "Capabilities").
fn check_capabilities(cluster: &Cluster, kept: &[infrac_plan::At<Capability>]) {
    if cluster.pod_security.value != PodSecurity::Restricted {
        return;
    }
    for capability in kept.iter().filter(|capability| capability.value != Capability::NetBindService) {
        cluster.report_at(capability.origin, |span| {
            let what = format!("it keeps the capability {}", capability_name(&capability.value));
            Some(e07::e0730_pod_security::pod_security(span, &what, "restricted", "baseline"))
        });
    }
}

fn capability_name(capability: &Capability) -> &'static str {
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
