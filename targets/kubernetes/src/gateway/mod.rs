//! A gateway: an Ingress, and where cert-manager is to get its certificate, an Issuer.

mod annotations;
mod issuer;

use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::{Draft, Owner};
use crate::policy;
use infrac_diagnostics::codes::e07;
use infrac_plan::kinds::{AcmeSolver, Gateway, Tls};
use infrac_plan::{At, Block, EndpointId};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// All objects of a gateway.
pub(crate) fn lower(cluster: &Cluster, block: &Block<Gateway>) -> Vec<Object> {
    // `publish` is declared lost.
    let Gateway {
        name: _,
        host,
        aliases,
        routes,
        tls,
        class,
        publish: _,
        max_body,
        connect_timeout,
        read_timeout,
        rate_limit,
        allow,
    } = &block.value;
    let owner = Owner::of(cluster, &block.header);
    let rate_limit = rate_limit.as_ref();
    let settings = annotations::Settings { tls, class, max_body, connect_timeout, read_timeout, rate_limit, allow };
    let hosts: Vec<&At<Str>> = std::iter::once(host).chain(&aliases.value).collect();
    let mut paths: Vec<(&Str, &At<EndpointId>)> = routes.value.iter().collect();
    // The order that people look for; the longest prefix counts anyway.
    paths.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
    let paths: Vec<Node> = paths.into_iter().filter_map(|(path, endpoint)| route(cluster, path, endpoint)).collect();
    let rule = |host: &&At<Str>| {
        let http = Entries::new(routes.origin).list("paths", paths.clone());
        Entries::new(host.origin).text("host", host.value.clone()).map("http", http).build()
    };
    let spec = Entries::new(owner.origin)
        .text_at("ingressClassName", class.value.clone(), class.origin)
        .some("tls", tls_entry(cluster, &owner, tls, &hosts))
        .list("rules", hosts.iter().map(rule).collect());
    let mut objects: Vec<Object> = issuer::issuer(cluster, &owner, tls, class).into_iter().collect();
    if let Tls::Letsencrypt { email: _, solver, staging: _ } = &tls.value
        && solver.value == AcmeSolver::Http01
    {
        objects.push(policy::of_acme_solver(cluster, &owner, solver.origin));
    }
    let draft = Draft::new(cluster, &owner, "networking.k8s.io/v1", "Ingress", owner.name.clone());
    let draft = draft.annotations(annotations::annotations(cluster, &owner, &settings));
    objects.push(draft.with(Entries::new(owner.origin).map("spec", spec)));
    objects
}

fn route(cluster: &Cluster, path: &Str, endpoint: &At<EndpointId>) -> Option<Node> {
    let origin = endpoint.origin;
    let target = cluster.plan.endpoint(endpoint.value)?;
    let Some(service) = target.owner.and_then(|owner| cluster.service(owner)) else {
        // A service that failed is not in the plan, but its header is; what failed has been said.
        let header = target.owner.and_then(|owner| cluster.plan.header(owner));
        if header.is_none_or(|header| header.kind != "service") {
            cluster.report_at(origin, |span| Some(e07::e0739_route_outside::route_outside(span, path)));
        }
        return None;
    };
    let port = Entries::new(origin).text("name", target.port_name.clone());
    let backend = Entries::new(origin).text("name", cluster.name(&service.header)).map("port", port);
    let backend = Entries::new(origin).map("service", backend);
    Some(Entries::new(origin).text("path", path.clone()).text("pathType", "Prefix").map("backend", backend).build())
}

/// `tls`: one certificate for all hosts.
fn tls_entry(cluster: &Cluster, owner: &Owner, tls: &At<Tls>, hosts: &[&At<Str>]) -> Option<Node> {
    let secret = match &tls.value {
        Tls::None => return None,
        Tls::Letsencrypt { email: _, solver: _, staging: _ } => format!("{}-tls", owner.name).into(),
        Tls::Certificate { secret } => {
            cluster.plan.header(secret.value).map(|header| cluster.name(header)).unwrap_or_default()
        }
    };
    let hosts = hosts.iter().map(|host| Node::text(host.value.clone(), host.origin)).collect();
    let entry = Entries::new(tls.origin).list("hosts", hosts).text("secretName", secret);
    Some(Node::list(vec![entry.build()], tls.origin))
}
