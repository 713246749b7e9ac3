//! Lints: opinions on a project that is right.
//!
//! In: the plans of all environments. Out: warnings, each with its code (L01 … L05). One rule a file below `rules`; [`RULES`] lists them once.
//! A finding is silenced at its block by `@allow(L0101, "reason")`. Deliberately not here: anything that makes an output wrong; those are errors of
//! the checker, the plan or a target.

mod rules;
mod view;

use infrac_diagnostics::{CodeInfo, Diagnostic, Diagnostics};
use infrac_plan::{BlockId, Plan};

/// A rule: its code, and what it finds.
pub struct Rule {
    /// The code.
    pub code: &'static CodeInfo,
    /// Findings over all environments, each with the block that it speaks of.
    pub find: fn(&[&Plan]) -> Vec<Finding>,
}

/// A finding and the block that it speaks of, whose `@allow` silences it.
pub struct Finding {
    /// The plan, as an index.
    pub plan: usize,
    /// The block.
    pub block: BlockId,
    /// What is to be said.
    pub diagnostic: Diagnostic,
}

/// All rules.
pub static RULES: &[Rule] = rules::ALL;

/// Runs all rules over the plans of all environments.
pub fn run(plans: &[&Plan]) -> Diagnostics {
    let findings = RULES.iter().flat_map(|rule| (rule.find)(plans));
    let kept = findings.filter(|finding| {
        let owners = plans.get(finding.plan).into_iter().flat_map(|plan| plan.owners(finding.block));
        let code = finding.diagnostic.code.as_str();
        !owners.into_iter().any(|header| header.allows.iter().any(|(allowed, _)| allowed == code))
    });
    Diagnostics(kept.map(|finding| finding.diagnostic).collect())
}
