//! Network policies: nothing may talk to anything but along the edges of the plan.

use crate::cluster::Cluster;
use crate::entries::{Entries, texts};
use crate::metadata::{Draft, NAME_LABEL, Owner};
use crate::workload::Workload;
use indexmap::IndexMap;
use infrac_diagnostics::codes::e07;
use infrac_plan::kinds::Egress;
use infrac_plan::{At, BlockId, Edge, Endpoint, OriginId, Text};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;
use std::net::IpAddr;

/// Addresses that are not the Internet: private (RFC 1918, RFC 4193), shared (RFC 6598), link-local with the clouds' metadata
/// services (RFC 3927, RFC 4291) and loopback.
const PRIVATE_V4: &[&str] =
    &["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"];
const PRIVATE_V6: &[&str] = &["::1/128", "fc00::/7", "fe80::/10"];

/// The label that every namespace carries with its own name (Kubernetes documentation, "Automatic labelling").
const NAMESPACE_LABEL: &str = "kubernetes.io/metadata.name";

/// Nothing in, nothing out, for every pod of the namespace; name resolution apart.
pub(crate) fn of_namespace(cluster: &Cluster, owner: &Owner) -> Vec<Object> {
    let origin = owner.origin;
    let everything = || Entries::new(origin).node("podSelector", Entries::new(origin).build());
    let deny = everything().node("policyTypes", texts(&["Ingress", "Egress"], origin));
    let mut peer = namespace_peer("kube-system", origin);
    let dns = Entries::new(origin).text("k8s-app", "kube-dns");
    peer = peer.map("podSelector", Entries::new(origin).map("matchLabels", dns));
    let ports = vec![port("UDP", 53, origin), port("TCP", 53, origin)];
    let rule = Entries::new(origin).list("to", vec![peer.build()]).list("ports", ports);
    let resolve = everything().node("policyTypes", texts(&["Egress"], origin)).list("egress", vec![rule.build()]);
    vec![policy(cluster, owner, "default-deny".into(), deny), policy(cluster, owner, "allow-dns".into(), resolve)]
}

/// What a workload may answer and open, from the edges that end and begin at it.
pub(crate) fn of_workload(cluster: &Cluster, workload: &Workload) -> Object {
    let (ingress, egress) = (ingress(cluster, workload), egress(cluster, workload));
    let origin = workload.owner.origin;
    let kinds: Vec<&str> = [("Ingress", &ingress), ("Egress", &egress)]
        .into_iter()
        .filter(|(_, rules)| !rules.is_empty())
        .map(|(kind, _)| kind)
        .collect();
    // Without rules it says what the namespace says already, but at the workload itself.
    let kinds = if kinds.is_empty() { vec!["Ingress", "Egress"] } else { kinds };
    let spec = Entries::new(origin)
        .node("podSelector", workload.owner.selector())
        .node("policyTypes", texts(&kinds, origin))
        .list("ingress", ingress)
        .list("egress", egress);
    policy(cluster, &workload.owner, workload.owner.name.clone(), spec)
}

/// The answers that cert-manager's solver gives to Let's Encrypt come from pods of this namespace, on port 8089
/// (cert-manager documentation, "HTTP01").
pub(crate) fn of_acme_solver(cluster: &Cluster, owner: &Owner, origin: OriginId) -> Object {
    let label = Entries::new(origin).text("acme.cert-manager.io/http01-solver", "true");
    let from = namespace_peer(&cluster.ingress_namespace.value, cluster.ingress_namespace.origin);
    let rule = Entries::new(origin).list("from", vec![from.build()]).list("ports", vec![port("TCP", 8089, origin)]);
    let spec = Entries::new(origin)
        .map("podSelector", Entries::new(origin).map("matchLabels", label))
        .node("policyTypes", texts(&["Ingress"], origin))
        .list("ingress", vec![rule.build()]);
    policy(cluster, owner, format!("{}-acme-solver", owner.name).into(), spec)
}

fn ingress(cluster: &Cluster, workload: &Workload) -> Vec<Node> {
    let own = workload.ports.map(|ports| &ports.value);
    let edges = cluster.incoming(workload.header.id);
    let mut rules = rules(cluster, edges, "from", |edge| edge.from, |_| own);
    if let Some(metrics) = workload.metrics
        && let Some(number) = own.and_then(|ports| ports.get(&metrics.value.port.value))
    {
        let from = namespace_peer(&cluster.monitoring_namespace.value, cluster.monitoring_namespace.origin);
        let ports = vec![port("TCP", number.value, metrics.value.port.origin)];
        rules.push(Entries::new(metrics.origin).list("from", vec![from.build()]).list("ports", ports).build());
    }
    rules
}

fn egress(cluster: &Cluster, workload: &Workload) -> Vec<Node> {
    let target = |edge: &Edge| cluster.service(edge.to).map(|service| &service.value.ports.value);
    let mut rules = rules(cluster, cluster.outgoing(workload.header.id), "to", |edge| edge.to, target);
    rules.extend(endpoints(cluster, workload));
    rules.extend(workload.egress.iter().flat_map(|egress| &egress.value).map(outside));
    rules
}

/// Rules to what stands outside the cluster: the networks that its endpoint names, or the address that its host is. A policy cannot name a host:
/// where nothing else is known, whoever declared the workload is told, unless its own `egress` leads there.
fn endpoints(cluster: &Cluster, workload: &Workload) -> Vec<Node> {
    let mut ends: IndexMap<Vec<Str>, IndexMap<i64, OriginId>> = IndexMap::new();
    for (id, origin) in cluster.outside(workload.header.id) {
        let Some(endpoint) = cluster.plan.endpoint(id) else { continue };
        let to = match (endpoint.within.as_slice(), endpoint.host.as_ref().and_then(Text::known)) {
            ([], Some(host)) => address(&host).into_iter().collect(),
            (within, _) => within.iter().map(|cidr| cidr.value.clone()).collect::<Vec<_>>(),
        };
        if to.is_empty() {
            unreachable(cluster, workload, endpoint, origin);
        } else {
            ends.entry(to).or_default().entry(endpoint.port.value).or_insert(origin);
        }
    }
    ends.into_iter()
        .filter_map(|(to, numbers)| {
            let origin = *numbers.values().next()?;
            let to = to.iter().map(|cidr| block(cidr, &[], origin)).collect();
            let ports = numbers.into_iter().map(|(number, origin)| port("TCP", number, origin)).collect();
            Some(Entries::new(origin).list("to", to).list("ports", ports).build())
        })
        .collect()
}

/// The network that is this one address.
fn address(host: &str) -> Option<Str> {
    match host.parse::<IpAddr>().ok()? {
        IpAddr::V4(address) => Some(format!("{address}/32").into()),
        IpAddr::V6(address) => Some(format!("{address}/128").into()),
    }
}

fn unreachable(cluster: &Cluster, workload: &Workload, endpoint: &Endpoint, origin: OriginId) {
    let leads_there = |egress: &At<Egress>| match &egress.value {
        Egress::Internet => true,
        Egress::Addresses { to: _, ports } => {
            ports.value.is_empty() || ports.value.iter().any(|port| port.value == endpoint.port.value)
        }
    };
    if workload.egress.is_some_and(|egress| egress.value.iter().any(leads_there)) {
        return;
    }
    let host = endpoint.host.as_ref().and_then(Text::known).unwrap_or_else(|| "a host known only later".into());
    cluster.report_of(workload.header.id, origin, |span| {
        Some(e07::w0742_unreachable_endpoint::unreachable_endpoint(
            span,
            &workload.header.name,
            &host,
            endpoint.port.value,
        ))
    });
}

type Ports = IndexMap<Str, At<i64>>;

/// One rule for each other end: the ports that the edges to it name, or all that are declared where one names none.
fn rules<'p>(
    cluster: &Cluster<'p>,
    edges: &[&'p Edge],
    direction: &'static str,
    other: impl Fn(&Edge) -> BlockId,
    declared: impl Fn(&Edge) -> Option<&'p Ports>,
) -> Vec<Node> {
    let mut ends: IndexMap<BlockId, (&Edge, IndexMap<i64, OriginId>)> = IndexMap::new();
    for &edge in edges {
        let (_, numbers) = ends.entry(other(edge)).or_insert_with(|| (edge, IndexMap::new()));
        let Some(ports) = declared(edge) else { continue };
        match edge.port.as_ref().and_then(|name| ports.get(name)) {
            Some(number) => {
                numbers.entry(number.value).or_insert(edge.origin);
            }
            None => numbers.extend(ports.values().map(|number| (number.value, edge.origin))),
        }
    }
    ends.into_iter()
        .filter_map(|(block, (edge, numbers))| {
            let peer = peer(cluster, block, edge.origin)?;
            let ports = numbers.into_iter().map(|(number, origin)| port("TCP", number, origin)).collect();
            Some(Entries::new(edge.origin).list(direction, vec![peer]).list("ports", ports).build())
        })
        .collect()
}

/// Who stands at the other end: pods of the namespace, or the ingress controller on behalf of a gateway.
fn peer(cluster: &Cluster, block: BlockId, origin: OriginId) -> Option<Node> {
    let header = cluster.plan.header(block)?;
    match header.kind.as_str() {
        "service" | "task" | "backup" => {
            let labels = Entries::new(origin).text(NAME_LABEL, cluster.name(header));
            Some(Entries::new(origin).map("podSelector", Entries::new(origin).map("matchLabels", labels)).build())
        }
        "gateway" => {
            let namespace = cluster.ingress_namespace;
            Some(namespace_peer(&namespace.value, namespace.origin).build())
        }
        _ => None,
    }
}

fn namespace_peer(namespace: &str, origin: OriginId) -> Entries {
    let labels = Entries::new(origin).text(NAMESPACE_LABEL, namespace);
    Entries::new(origin).map("namespaceSelector", Entries::new(origin).map("matchLabels", labels))
}

fn outside(egress: &At<Egress>) -> Node {
    let origin = egress.origin;
    let rule = Entries::new(origin);
    match &egress.value {
        Egress::Internet => {
            rule.list("to", vec![block("0.0.0.0/0", PRIVATE_V4, origin), block("::/0", PRIVATE_V6, origin)]).build()
        }
        Egress::Addresses { to, ports } => {
            let ports = ports.value.iter().map(|number| port("TCP", number.value, number.origin)).collect();
            rule.list("to", vec![block(&to.value, &[], to.origin)]).list("ports", ports).build()
        }
    }
}

fn block(cidr: &str, except: &[&str], origin: OriginId) -> Node {
    let mut block = Entries::new(origin).text("cidr", cidr);
    if !except.is_empty() {
        block = block.node("except", texts(except, origin));
    }
    Entries::new(origin).map("ipBlock", block).build()
}

fn port(protocol: &str, number: i64, origin: OriginId) -> Node {
    Entries::new(origin).text("protocol", protocol).int("port", number).build()
}

fn policy(cluster: &Cluster, owner: &Owner, name: Str, spec: Entries) -> Object {
    let body = Entries::new(owner.origin).map("spec", spec);
    Draft::new(cluster, owner, "networking.k8s.io/v1", "NetworkPolicy", name).with(body)
}
