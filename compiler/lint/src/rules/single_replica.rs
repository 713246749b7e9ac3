use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0301_single_replica::{INFO, single_replica};
use infrac_plan::Plan;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

/// What keeps state is left out: more copies of it are another system. So is what a component runs for itself.
fn find(plans: &[&Plan]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate().filter(|(_, plan)| view::in_cluster(plan)) {
        let Some(protected) = view::protected(plan) else { continue };
        for block in &plan.blocks().services {
            let (header, service) = (&block.header, &block.value);
            let alone = service.replicas.value.min == 1 && service.replicas.value.max.is_none_or(|max| max == 1);
            if !alone || !service.state.value.is_empty() || header.parent.is_some() {
                continue;
            }
            let Some(span) = view::place(plan, service.replicas.origin, header.id) else { continue };
            let diagnostic = single_replica(span, &header.label, protected, plan.environment_name());
            findings.push(Finding { plan: at, block: header.id, diagnostic });
        }
    }
    findings
}
