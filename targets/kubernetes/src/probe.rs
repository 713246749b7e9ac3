use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::workload::Workload;
use infrac_diagnostics::codes::e07;
use infrac_plan::At;
use infrac_plan::kinds::{Health, Probe};
use infrac_quantity::Nanos;
use infrac_source::Str;
use infrac_tree::data::Node;

/// The probes of a container, by their keys. Where nothing asks whether it has come up, the liveness question does until `within`
/// has passed: otherwise a container that starts slowly would be killed again and again.
pub(crate) fn probes(cluster: &Cluster, workload: &Workload) -> Vec<(&'static str, Node)> {
    let Some(health) = workload.health else { return Vec::new() };
    let Health { ready, live, startup, every, timeout, failures, within } = &health.value;
    let period = whole_seconds(cluster, every, "the time between two probes");
    let timing = Timing {
        period: (period, every),
        timeout: (whole_seconds(cluster, timeout, "the timeout of a probe"), timeout),
        failures: (failures.value, failures.origin),
    };
    // As many questions as fit into `within`, rounded up; at least as many as may fail anyway.
    let attempts = i64::try_from(within.value.0.max(0).unsigned_abs().div_ceil(every.value.0.max(1).unsigned_abs()));
    let patient = Timing { failures: (attempts.unwrap_or(i64::MAX).max(1), within.origin), ..timing };
    [
        ("startupProbe", startup.as_ref().or(live.as_ref()), patient),
        ("livenessProbe", live.as_ref(), timing),
        ("readinessProbe", ready.as_ref(), timing),
    ]
    .into_iter()
    .filter_map(|(key, probe, timing)| Some((key, lower(workload, probe?, timing)?)))
    .collect()
}

#[derive(Clone, Copy)]
struct Timing<'p> {
    period: (i64, &'p At<Nanos>),
    timeout: (i64, &'p At<Nanos>),
    failures: (i64, infrac_plan::OriginId),
}

fn lower(workload: &Workload, probe: &At<Probe>, timing: Timing) -> Option<Node> {
    let origin = probe.origin;
    let question = match &probe.value {
        Probe::Http { path, port } => {
            let port = port_name(workload, port.as_ref(), probe)?;
            let get = Entries::new(origin).text_at("path", path.value.clone(), path.origin).text_at(
                "port",
                port.value,
                port.origin,
            );
            Entries::new(origin).map("httpGet", get)
        }
        Probe::Tcp { port } => {
            let port = port_name(workload, port.as_ref(), probe)?;
            Entries::new(origin).map("tcpSocket", Entries::new(origin).text_at("port", port.value, port.origin))
        }
        Probe::Exec { command } => {
            let words = command.value.iter().map(|word| Node::text(word.value.clone(), word.origin)).collect();
            Entries::new(origin).map("exec", Entries::new(origin).list_at("command", words, command.origin))
        }
    };
    let (period, every) = timing.period;
    let (seconds, timeout) = timing.timeout;
    let (failures, from) = timing.failures;
    Some(
        question
            .int_at("periodSeconds", period, every.origin)
            .int_at("timeoutSeconds", seconds, timeout.origin)
            .int_at("failureThreshold", failures, from)
            .build(),
    )
}

/// The port that is asked: the one named, else `http`, else the first. That there is one is checked with the plan.
fn port_name(workload: &Workload, named: Option<&At<Str>>, probe: &At<Probe>) -> Option<At<Str>> {
    if let Some(named) = named {
        return Some(named.clone());
    }
    let ports = &workload.ports?.value;
    let (name, _) = ports.get_key_value("http").or_else(|| ports.first())?;
    Some(At { value: name.clone(), origin: probe.origin })
}

/// A duration in the whole seconds that Kubernetes counts in; what does not fit is reported.
pub(crate) fn whole_seconds(cluster: &Cluster, duration: &At<Nanos>, what: &str) -> i64 {
    match duration.value.to_whole_seconds().and_then(|seconds| i64::try_from(seconds).ok()) {
        Some(seconds) => seconds,
        None => {
            cluster.report_at(duration.origin, |span| {
                Some(e07::e0729_inexact::inexact(span, what, &duration.value.to_string(), "whole seconds"))
            });
            1
        }
    }
}
