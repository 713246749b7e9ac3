use crate::{Finding, Rule, view};
use infrac_diagnostics::codes::l::l0303_no_backup::{INFO, no_backup};
use infrac_plan::{BlockId, Plan};
use std::collections::BTreeSet;

pub(crate) const RULE: Rule = Rule { code: &INFO, find };

/// Where the project states a recovery point, the check of that point says more, and as an error.
fn find(plans: &[&Plan]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, plan) in plans.iter().enumerate() {
        let Some(protected) = view::protected(plan) else { continue };
        if !plan.blocks().recoveries.is_empty() {
            continue;
        }
        let copied: BTreeSet<BlockId> = plan.blocks().backups.iter().map(|backup| backup.value.of.value).collect();
        for block in &plan.blocks().services {
            let (header, service) = (&block.header, &block.value);
            let Some(volume) = service.state.value.values().find(|volume| !volume.value.rebuildable.value) else {
                continue;
            };
            if copied.contains(&header.id) {
                continue;
            }
            let Some(span) = view::place(plan, volume.origin, header.id) else { continue };
            let diagnostic = no_backup(span, &view::users_name(plan, header.id), protected, plan.environment_name());
            findings.push(Finding { plan: at, block: header.id, diagnostic });
        }
    }
    findings
}
