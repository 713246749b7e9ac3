//! Hosts and paths that two gateways of one cluster answer for, and gateways that lead nowhere.

use super::finder::Finder;
use crate::{Header, OriginId};
use infrac_diagnostics::codes::e06::e0660_duplicate_route::duplicate_route;
use infrac_diagnostics::codes::e06::e0661_gateway_without_routes::gateway_without_routes;
use std::collections::BTreeMap;

pub(super) fn find(finder: &mut Finder<'_>) {
    let in_cluster = finder.cluster().is_some();
    let mut answered: BTreeMap<(&str, &str, &str), (&Header, OriginId)> = BTreeMap::new();
    for block in &finder.plan.blocks().gateways {
        let gateway = &block.value;
        if gateway.routes.value.is_empty() {
            let Some(place) = finder.place(gateway.routes.origin, &block.header) else { continue };
            let diagnostic = gateway_without_routes(place.span, &finder.name(&block.header));
            finder.report(&block.header, &place, diagnostic);
        }
        // In Compose each gateway has a port of its own.
        let hosts = std::iter::once(&gateway.host).chain(&gateway.aliases.value).filter(|_| in_cluster);
        for (at, host) in hosts.enumerate() {
            for (path, endpoint) in &gateway.routes.value {
                let key = (gateway.class.value.as_str(), host.value.as_str(), path.trim_end_matches('/'));
                // A host that its own gateway names twice is shown at the host, another clash at the route.
                let Some(&(earlier, taken)) = answered.get(&key) else {
                    answered.insert(key, (&block.header, endpoint.origin));
                    continue;
                };
                let own = earlier.id == block.header.id;
                let origin = if own && at > 0 { host.origin } else { endpoint.origin };
                let Some(place) = finder.place(origin, &block.header) else { continue };
                let said = finder.span(taken, earlier);
                let (later, first) = (finder.name(&block.header), finder.name(earlier));
                let diagnostic = duplicate_route(place.span, &host.value, path, &later, &first, said);
                finder.report(&block.header, &place, diagnostic);
            }
        }
    }
}
