use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0202_unreached_service::{INFO, unreached_service};
use infrac_plan::{Nature, Plan};
use infrac_source::Str;
use std::collections::BTreeSet;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

/// A service that is reached in one environment may have nobody to talk to in another, and one that exports metrics somewhere has its port for
/// that: only what is unreached wherever it is alive is reported.
fn find(plans: &[&Plan]) -> Vec<Finding> {
    let reached: BTreeSet<&Str> = plans.iter().flat_map(|plan| reached_in(plan)).collect();
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        for block in &plan.blocks().services {
            let header = &block.header;
            if block.value.ports.value.is_empty() || header.parent.is_some() || reached.contains(&header.identity) {
                continue;
            }
            let Some(span) = view::place(plan, header.origin, header.id) else { continue };
            let diagnostic = unreached_service(span, &header.label, plan.environment_name());
            findings.push(Finding { plan: at, block: header.id, diagnostic });
        }
    }
    findings
}

/// The identities of what somebody connects to: blocks that use it, people by a published port, Prometheus where its only port is that of its
/// metrics.
fn reached_in(plan: &Plan) -> impl Iterator<Item = &Str> {
    let used = plan.edges().iter().filter(|edge| edge.nature != Nature::Reads);
    let used = used.filter_map(|edge| plan.header(edge.to)).map(|header| &header.identity);
    let open = plan.blocks().services.iter().filter(|block| {
        let service = &block.value;
        let metrics = service.metrics.as_ref().map(|metrics| &metrics.value.port.value);
        !service.publish.value.is_empty() || service.ports.value.keys().all(|port| Some(port) == metrics)
    });
    used.chain(open.map(|block| &block.header.identity))
}
