use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0103_no_health::{INFO, no_health};
use infrac_plan::Plan;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

/// Tools behind a profile are looked at by people, who see that they are not ready.
fn find(plans: &[&Plan]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        for block in &plan.blocks().services {
            let service = &block.value;
            if service.ports.value.is_empty() || service.health.value.ready.is_some() || service.profile.is_some() {
                continue;
            }
            let header = &block.header;
            let Some(span) = view::place(plan, header.origin, header.id) else { continue };
            let diagnostic = no_health(span, &view::users_name(plan, header.id), plan.environment_name());
            findings.push(Finding { plan: at, block: header.id, diagnostic });
        }
    }
    findings
}
