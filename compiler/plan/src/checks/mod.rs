//! The system checks: what is right by itself, block by block, and still breaks the system.
//!
//! In: a plan. Out: findings E06 and W06, and E055 for secrets that stand in plain text, each at the place in the user's files that
//! is to be changed and at the one that disagrees with it. One concern a file, all listed in [`CHECKS`]. A check is silent where it
//! cannot be certain: what is missing from the plan because of another fault, or not declared at all, is never taken as absent.
//! Deliberately not here: what a target cannot express (its own check), opinions (the lints).

mod add_ons;
mod alerts;
mod backups;
mod burn_alerts;
mod capacity;
mod certificates;
mod conditions;
mod deployments;
mod disruption;
mod env_names;
mod finder;
mod host_ports;
mod jobs;
mod metrics;
mod objectives;
mod paths;
mod pipelines;
mod plain_text;
mod ports;
mod profiles;
mod quota;
mod ranges;
mod reachable;
mod receivers;
mod recovery;
mod rollout;
mod routes;
mod scaling;
mod secret_urls;
mod texts;
mod workload;

use crate::Plan;
use finder::Finder;
use infrac_diagnostics::Diagnostics;

/// All checks of one environment, in the order of their codes.
static CHECKS: &[fn(&mut Finder<'_>)] = &[
    ports::find,
    host_ports::find,
    profiles::find,
    ranges::find,
    scaling::find,
    disruption::find,
    rollout::find,
    capacity::find,
    quota::find,
    certificates::find,
    add_ons::find,
    recovery::find,
    backups::find,
    routes::find,
    paths::find,
    env_names::find,
    alerts::find,
    objectives::find,
    metrics::find,
    reachable::find,
    burn_alerts::find,
    conditions::find,
    receivers::find,
    plain_text::find,
    secret_urls::find,
];

/// Runs all checks on the plan of one environment.
pub fn run(plan: &Plan) -> Diagnostics {
    let mut finder = Finder::new(plan);
    for check in CHECKS {
        check(&mut finder);
    }
    finder.into_found()
}

/// Whether a condition always or never holds, which the checks report.
pub fn is_constant(plan: &Plan, condition: &crate::signal::Condition) -> bool {
    conditions::is_constant(plan, condition)
}

/// Runs the checks that need the plans of all environments: what pipelines say of them.
pub fn run_across(plans: &[&Plan]) -> Diagnostics {
    let environments: Vec<&str> = plans.iter().map(|plan| plan.environment_name().as_str()).collect();
    let mut all = Diagnostics::default();
    for plan in plans {
        let mut finder = Finder::new(plan);
        pipelines::find(&mut finder, &environments);
        deployments::find(&mut finder, &environments);
        jobs::find(&mut finder);
        all.extend(finder.into_found());
    }
    all.merged()
}
