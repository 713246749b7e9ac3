//! Ports that are named and not declared.

use super::finder::Finder;
use crate::kinds::{Probe, Service};
use crate::{At, Block};
use infrac_diagnostics::codes::e06::e0601_unknown_port::{PortUse, unknown_port};
use infrac_diagnostics::codes::e06::e0602_probe_without_port::probe_without_port;
use infrac_source::Str;

pub(super) fn find(finder: &mut Finder<'_>) {
    for block in &finder.plan.blocks().services {
        let health = &block.value.health.value;
        for (name, probe) in [("ready", &health.ready), ("live", &health.live), ("startup", &health.startup)] {
            if let Some(probe) = probe {
                probed(finder, block, name, probe);
            }
        }
        for (port, host) in &block.value.publish.value {
            named(finder, block, PortUse::Publish, &At { value: port.clone(), origin: host.origin }, false);
        }
        if let Some(metrics) = &block.value.metrics {
            named(finder, block, PortUse::Metrics, &metrics.value.port, true);
        }
    }
}

fn probed(finder: &mut Finder<'_>, block: &Block<Service>, name: &'static str, probe: &At<Probe>) {
    let port = match &probe.value {
        Probe::Http { port, .. } | Probe::Tcp { port } => port,
        Probe::Exec { .. } => return,
    };
    if let Some(port) = port {
        return named(finder, block, PortUse::Probe(name), port, true);
    }
    if block.value.ports.value.is_empty()
        && let Some(place) = finder.place(probe.origin, &block.header)
    {
        let diagnostic = probe_without_port(place.span, name, &finder.name(&block.header));
        finder.report(&block.header, &place, diagnostic);
    }
}

/// `literal`: the value itself is the name, so that a fix can replace it.
fn named(finder: &mut Finder<'_>, block: &Block<Service>, usage: PortUse, port: &At<Str>, literal: bool) {
    let ports = &block.value.ports;
    if ports.value.contains_key(&port.value) {
        return;
    }
    let Some(place) = finder.place(port.origin, &block.header) else { return };
    let known: Vec<&str> = ports.value.keys().map(Str::as_str).collect();
    let declared = ports.value.values().next().and_then(|first| finder.written(first.origin, &block.header));
    let name = finder.name(&block.header);
    let literal = literal && place.is_direct();
    let diagnostic = unknown_port(place.span, literal, usage, &name, &port.value, &known, declared);
    finder.report(&block.header, &place, diagnostic);
}
