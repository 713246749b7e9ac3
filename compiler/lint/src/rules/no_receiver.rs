use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0304_no_receiver::{INFO, no_receiver};
use infrac_plan::kinds::Severity;
use infrac_plan::{Header, Plan};

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

/// One finding an environment: the first that nobody hears.
fn find(plans: &[&Plan]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        if !view::in_cluster(plan) || !plan.blocks().receivers.is_empty() {
            continue;
        }
        let (Some(first), Some(environment)) = (first(plan), view::environment(plan)) else { continue };
        let Some(span) = view::place(plan, first.origin, first.id) else { continue };
        let declared = plan.origins().span(environment.header.origin);
        let diagnostic = no_receiver(span, first.identity.as_ref(), declared, plan.environment_name());
        findings.push(Finding { plan: at, block: environment.header.id, diagnostic });
    }
    findings
}

fn first(plan: &Plan) -> Option<&Header> {
    let told = |severity: &Severity| match severity {
        Severity::Critical | Severity::Warning => true,
        Severity::Info => false,
    };
    let alert = plan.blocks().alerts.iter().find(|alert| told(&alert.value.severity.value));
    alert.map(|alert| &alert.header).or_else(|| plan.blocks().slos.first().map(|objective| &objective.header))
}
