use super::Control;
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::{Draft, Owner};
use crate::workload::Workload;
use infrac_plan::At;
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// Name of the Service that gives a StatefulSet's pods their names.
pub(crate) fn headless_name(owner: &Owner) -> Str {
    format!("{}-headless", owner.name).into()
}

/// The Service that clients use, where there is a port; and for a StatefulSet the one that gives its pods names.
pub(crate) fn services(cluster: &Cluster, workload: &Workload, control: &Control) -> Vec<Object> {
    let owner = &workload.owner;
    let mut objects = Vec::new();
    let ports = ports(workload);
    if !ports.is_empty() {
        let spec = Entries::new(owner.origin).text("type", "ClusterIP").map("selector", owner.match_labels());
        let spec = spec.list_at("ports", ports.clone(), ports_origin(workload));
        objects.push(service(cluster, owner, owner.name.clone(), spec));
    }
    if !control.state.value.is_empty() {
        let spec = Entries::new(control.state.origin)
            .text("clusterIP", "None")
            // Replicas find each other while they come up.
            .bool("publishNotReadyAddresses", true)
            .map("selector", owner.match_labels())
            .list_at("ports", ports, ports_origin(workload));
        objects.push(service(cluster, owner, headless_name(owner), spec));
    }
    objects
}

fn service(cluster: &Cluster, owner: &Owner, name: Str, spec: Entries) -> Object {
    Draft::new(cluster, owner, "v1", "Service", name).with(Entries::new(owner.origin).map("spec", spec))
}

fn ports(workload: &Workload) -> Vec<Node> {
    let port = |(name, port): (&Str, &At<i64>)| {
        Entries::new(port.origin)
            .text("name", name.clone())
            .int("port", port.value)
            .text("targetPort", name.clone())
            .text("protocol", "TCP")
            .build()
    };
    workload.ports.map(|ports| ports.value.iter().map(port).collect()).unwrap_or_default()
}

fn ports_origin(workload: &Workload) -> infrac_plan::OriginId {
    workload.ports.map_or(workload.owner.origin, |ports| ports.origin)
}
