use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0202_unreached_service::{INFO, unreached_service};
use infrac_plan::{BlockId, Nature, Plan};
use std::collections::BTreeSet;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

/// A service that only exports metrics, or that a component made for itself, needs no caller.
fn find(plans: &[&Plan]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let reached: BTreeSet<BlockId> =
            plan.edges().iter().filter(|edge| edge.nature != Nature::Reads).map(|edge| edge.to).collect();
        for block in &plan.blocks().services {
            let (header, service) = (&block.header, &block.value);
            let metrics = service.metrics.as_ref().map(|metrics| &metrics.value.port.value);
            let listens = service.ports.value.keys().any(|port| Some(port) != metrics);
            if !listens || !service.publish.value.is_empty() || reached.contains(&header.id) || header.parent.is_some()
            {
                continue;
            }
            let Some(span) = view::place(plan, header.origin, header.id) else { continue };
            let diagnostic = unreached_service(span, &header.label, plan.environment_name());
            findings.push(Finding { plan: at, block: header.id, diagnostic });
        }
    }
    findings
}
