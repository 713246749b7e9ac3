use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0102_no_resources::{INFO, no_resources};
use infrac_plan::Plan;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

fn find(plans: &[&Plan]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate().filter(|(_, plan)| view::in_cluster(plan)) {
        for block in &plan.blocks().services {
            let resources = &block.value.resources.value;
            let missing = match (&resources.cpu, &resources.memory) {
                (Some(_), Some(_)) => continue,
                (None, Some(_)) => "processor",
                (Some(_), None) => "memory",
                (None, None) => "processor and memory",
            };
            let header = &block.header;
            let Some(span) = view::place(plan, header.origin, header.id) else { continue };
            let diagnostic = no_resources(span, &view::users_name(plan, header.id), missing, plan.environment_name());
            findings.push(Finding { plan: at, block: header.id, diagnostic });
        }
    }
    findings
}
