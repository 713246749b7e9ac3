//! A gateway as an nginx container: it is what faces the machine, so its port is not bound to the loopback address.

use crate::facts::{GATEWAY_HEALTH_PORT, GATEWAY_IMAGE, GATEWAY_PORT, GATEWAY_USER};
use crate::lowering::{Entries, Lowering, quoted, text};
use crate::{files, nginx, workload};
use infrac_plan::Block;
use infrac_plan::kinds::Gateway;
use infrac_source::Str;
use infrac_tree::data::Node;

/// The service of a gateway, and its configuration as a file.
pub(crate) fn lower(lowering: &mut Lowering<'_>, block: &Block<Gateway>) -> Node {
    let origin = block.header.origin;
    let name = lowering.name(block.header.id);
    let configuration = nginx::configuration(lowering, block);
    let source: Str = format!("{name}-nginx.conf").into();
    let config = files::beside(lowering, &name, &source, &configuration, origin);
    lowering.configs.insert(source.clone(), Node::map([config], origin));

    let publish = &block.value.publish;
    let mut service = Entries::default();
    service.add("image", text(GATEWAY_IMAGE, origin));
    let port = quoted(format!("{}:{GATEWAY_PORT}", publish.value), publish.origin);
    service.add("ports", Node::list(vec![port], publish.origin));
    service.add("tmpfs", Node::list(vec![text("/tmp", origin)], origin));
    let target = "/etc/nginx/conf.d/default.conf".into();
    service.add("configs", Node::list(vec![files::mount(&source, &target, origin)], origin));
    let networks =
        lowering.index.networks_of(block.header.id).iter().map(|network| text(network.clone(), origin)).collect();
    service.add_list("networks", networks, origin);
    service.add("healthcheck", healthcheck(origin));
    service.add("restart", text("unless-stopped", origin));
    service.add("init", Node::bool(true, origin));
    service.add("user", quoted(format!("{GATEWAY_USER}:{GATEWAY_USER}"), origin));
    service.add("read_only", Node::bool(true, origin));
    workload::harden(&mut service, None, origin);
    let node = service.node(origin);
    match &block.header.doc {
        Some(doc) => node.commented(doc.clone()),
        None => node,
    }
}

fn healthcheck(origin: infrac_plan::OriginId) -> Node {
    let url = format!("http://127.0.0.1:{GATEWAY_HEALTH_PORT}/");
    let words = ["CMD", "wget", "-q", "-O", "/dev/null", &url].map(|word| text(word, origin));
    let mut entries = Entries::default();
    entries.add("test", Node::list(words.to_vec(), origin));
    entries.add("interval", text("10s", origin));
    entries.add("timeout", text("5s", origin));
    entries.add("retries", Node::int(3, origin));
    entries.node(origin)
}
