//! Ports of the machine that a Compose environment takes more than once.

use super::finder::Finder;
use crate::{At, Header};
use infrac_diagnostics::codes::e06::e0603_host_port_clash::host_port_clash;
use infrac_diagnostics::codes::e06::e0604_published_replicas::published_replicas;
use std::collections::BTreeMap;

pub(super) fn find(finder: &mut Finder<'_>) {
    if !finder.in_compose() {
        return;
    }
    let blocks = finder.plan.blocks();
    let services = blocks
        .services
        .iter()
        .filter(|block| block.value.replicas.value.min > 0)
        .flat_map(|block| block.value.publish.value.values().map(|port| (&block.header, port)));
    let gateways = blocks.gateways.iter().map(|block| (&block.header, &block.value.publish));
    let mut taken: BTreeMap<i64, (&Header, &At<i64>)> = BTreeMap::new();
    for (header, port) in services.chain(gateways) {
        let Some(&(earlier, at)) = taken.get(&port.value) else {
            taken.insert(port.value, (header, port));
            continue;
        };
        let Some(place) = finder.place(port.origin, header) else { continue };
        let first = finder.span(at.origin, earlier);
        let diagnostic = host_port_clash(place.span, port.value, &finder.name(header), &finder.name(earlier), first);
        finder.report(header, &place, diagnostic);
    }
    for block in &blocks.services {
        let replicas = &block.value.replicas;
        let Some(port) = block.value.publish.value.values().next().filter(|_| replicas.value.min > 1) else { continue };
        let Some(place) = finder.place(port.origin, &block.header) else { continue };
        let said = finder.span(replicas.origin, &block.header);
        let name = finder.name(&block.header);
        let diagnostic = published_replicas(place.span, &name, port.value, replicas.value.min, said);
        finder.report(&block.header, &place, diagnostic);
    }
}
