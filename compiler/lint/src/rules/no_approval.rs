use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0302_no_approval::{INFO, no_approval};
use infrac_plan::Plan;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

fn find(plans: &[&Plan]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let (Some(protected), Some(block)) = (view::protected(plan), view::environment(plan)) else { continue };
        if block.value.approvals.value > 0 {
            continue;
        }
        let Some(span) = plan.origins().span(block.header.origin) else { continue };
        let diagnostic = no_approval(span, protected, plan.environment_name());
        findings.push(Finding { plan: at, block: block.header.id, diagnostic });
    }
    findings
}
