use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0201_unused_secret::{INFO, unused_secret};
use infrac_plan::{Nature, Plan};
use infrac_source::Str;
use std::collections::BTreeSet;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

fn find(plans: &[&Plan]) -> Vec<Finding> {
    let read: BTreeSet<&Str> = plans
        .iter()
        .flat_map(|plan| plan.edges().iter().filter(|edge| edge.nature == Nature::Reads).map(move |edge| (plan, edge)))
        .filter_map(|(plan, edge)| plan.header(edge.to).map(|header| &header.identity))
        .collect();
    let mut said: BTreeSet<&Str> = BTreeSet::new();
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        for block in &plan.blocks().secrets {
            let header = &block.header;
            if read.contains(&header.identity) || header.parent.is_some() || !said.insert(&header.identity) {
                continue;
            }
            let Some(span) = view::place(plan, header.origin, header.id) else { continue };
            findings.push(Finding { plan: at, block: header.id, diagnostic: unused_secret(span, &header.label) });
        }
    }
    findings
}
