use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0202_unreached_service::{INFO, unreached_service};
use infrac_plan::{Block, Header, Nature, Plan};
use infrac_source::Str;
use std::collections::BTreeSet;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

/// A service that is reached in one environment may have nobody to talk to in another, and one that exports metrics somewhere has its port for
/// that: only what is unreached wherever it is alive is reported.
fn find(plans: &[&Plan]) -> Vec<Finding> {
    let reached: Vec<Vec<bool>> = plans.iter().map(|plan| reached_in(plan)).collect();
    let is_reached = |at: usize, header: &Header| {
        reached.get(at).and_then(|reached| reached.get(header.id.0 as usize)).is_some_and(|reached| *reached)
    };
    let mut alone: Vec<(usize, &Header)> = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        for Block { header, value } in &plan.blocks().services {
            if !value.ports.value.is_empty() && header.parent.is_none() && !is_reached(at, header) {
                alone.push((at, header));
            }
        }
    }
    // Few are, so the identities of all others need not be compared.
    let mut identities: BTreeSet<&Str> = alone.iter().map(|(_, header)| &header.identity).collect();
    for (at, plan) in plans.iter().enumerate().filter(|_| !alone.is_empty()) {
        for header in plan.headers().iter().filter(|header| is_reached(at, header)) {
            identities.remove(&header.identity);
        }
    }
    let nowhere = alone.into_iter().filter(|(_, header)| identities.contains(&header.identity));
    let finding = |(at, header): (usize, &Header)| {
        let plan = plans.get(at)?;
        let span = view::place(plan, header.origin, header.id)?;
        let diagnostic = unreached_service(span, &header.label, plan.environment_name());
        Some(Finding { plan: at, block: header.id, diagnostic })
    };
    nowhere.filter_map(finding).collect()
}

/// What somebody connects to, by number: blocks that use it, people by a published port, Prometheus where its only port is that of its metrics.
fn reached_in(plan: &Plan) -> Vec<bool> {
    let mut reached = vec![false; plan.headers().len()];
    let used = plan.edges().iter().filter(|edge| edge.nature != Nature::Reads).map(|edge| edge.to);
    let open = plan.blocks().services.iter().filter(|block| {
        let service = &block.value;
        let metrics = service.metrics.as_ref().map(|metrics| &metrics.value.port.value);
        !service.publish.value.is_empty() || service.ports.value.keys().all(|port| Some(port) == metrics)
    });
    for id in used.chain(open.map(|block| block.header.id)) {
        if let Some(reached) = reached.get_mut(id.0 as usize) {
            *reached = true;
        }
    }
    reached
}
