//! Deployments against what starts their pipelines, and against each other.

use super::finder::Finder;
use crate::kinds::{Deploy, DeployFrom, Pipeline, Runtime, Trigger};
use crate::{At, Block, BlockId, Plan};
use infrac_diagnostics::codes::e06::e0687_unmatched_deploy_from::unmatched_deploy_from;
use infrac_diagnostics::codes::e06::e0689_promotion_order::{deployed_twice, promotion_order};
use infrac_diagnostics::codes::e06::w0688_undeployed_environment::undeployed_environment;
use infrac_source::Str;
use std::collections::BTreeMap;

/// `environments`: the names of all that are built.
pub(super) fn find(finder: &mut Finder<'_>, environments: &[&str]) {
    let plan: &Plan = finder.plan;
    if !finder.all_readable("pipeline", plan.blocks().pipelines.len()) {
        return;
    }
    let pipelines: BTreeMap<BlockId, &Block<Pipeline>> =
        plan.blocks().pipelines.iter().map(|block| (block.header.id, block)).collect();
    for deploy in &plan.blocks().deploys {
        let Some(&pipeline) = deploy.header.parent.as_ref().and_then(|parent| pipelines.get(parent)) else { continue };
        for target in deploy.value.to.value.iter().filter(|target| target.value == *plan.environment_name()) {
            unmatched(finder, pipeline, deploy, target);
        }
    }
    undeployed(finder, environments);
    orders(finder);
}

/// The occasion in words, and the trigger that would be it.
fn occasion(from: &DeployFrom) -> (String, String) {
    match from {
        DeployFrom::Branch { name } => (format!("a push to `{}`", name.value), format!("push(\"{}\")", name.value)),
        DeployFrom::Tag { pattern } => (format!("a tag like `{}`", pattern.value), "tagged(\"…\")".to_owned()),
        DeployFrom::Manual => ("a person's word".to_owned(), "manual".to_owned()),
    }
}

fn unmatched(finder: &mut Finder<'_>, pipeline: &Block<Pipeline>, deploy: &Block<Deploy>, target: &At<Str>) {
    let Some(environment) = finder.plan.blocks().environments.first() else { return };
    // Nothing is deployed to a developer's machine.
    if environment.value.runtime.value == Runtime::Compose {
        return;
    }
    let from = &environment.value.deploy_from;
    let on = &pipeline.value.on;
    if on.value.iter().any(|trigger| starts(&trigger.value, &from.value)) {
        return;
    }
    let Some(place) = finder.place(target.origin, &deploy.header) else { return };
    let (occasion, trigger) = occasion(&from.value);
    let said = finder.written(from.origin, &environment.header);
    let on = finder.span(on.origin, &pipeline.header);
    let name = &pipeline.header.label;
    let diagnostic = unmatched_deploy_from(place.span, name, &target.value, &occasion, said, on, &trigger);
    finder.report(&deploy.header, &place, diagnostic);
}

/// Whether a trigger can be the occasion. A person may always choose the environment; of two patterns of tags only what they begin with
/// can be compared.
fn starts(trigger: &Trigger, from: &DeployFrom) -> bool {
    match (trigger, from) {
        (Trigger::Manual, _) => true,
        (Trigger::Push { branch, paths: _ }, DeployFrom::Branch { name }) => fits(&branch.value, &name.value),
        (Trigger::Tagged { pattern: glob }, DeployFrom::Tag { pattern }) => {
            let (glob, pattern) = (literal(&glob.value), literal(pattern.value.trim_start_matches('^')));
            glob.starts_with(pattern) || pattern.starts_with(glob)
        }
        (Trigger::Push { .. } | Trigger::Tagged { .. } | Trigger::PullRequest { .. } | Trigger::Schedule { .. }, _) => {
            false
        }
    }
}

/// What a pattern begins with, up to its first sign; one that is repeated does not count.
fn literal(pattern: &str) -> &str {
    let end = pattern.find(['.', '*', '?', '+', '[', '(', '{', '|', '\\', '$']).unwrap_or(pattern.len());
    let repeated = pattern.get(end..).is_some_and(|rest| rest.starts_with(['*', '?', '+', '{']));
    // A glob's `*` stands for itself, a regular expression's for what is before it; taking less is never wrong.
    pattern.get(..if repeated { end.saturating_sub(1) } else { end }).unwrap_or_default()
}

/// Whether a glob matches a branch: `*` stands for any text without `/`, `**` for any.
fn fits(glob: &str, branch: &str) -> bool {
    let (glob, branch): (Vec<char>, Vec<char>) = (glob.chars().collect(), branch.chars().collect());
    // Where a match can stand after each piece of the glob: as many sets as it has characters, each a pass over the branch.
    let mut places = vec![false; branch.len() + 1];
    if let Some(first) = places.first_mut() {
        *first = true;
    }
    let mut signs = glob.iter().peekable();
    while let Some(sign) = signs.next() {
        let any = *sign == '*';
        let deep = any && signs.next_if(|next| **next == '*').is_some();
        let mut next = vec![false; branch.len() + 1];
        let mut open = false;
        for (at, reached) in places.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| branch.get(at));
            let matched = if any {
                open = *reached || (open && (deep || before != Some(&'/')));
                open
            } else {
                before == Some(sign) && at.checked_sub(1).and_then(|at| places.get(at)).copied().unwrap_or(false)
            };
            if let Some(place) = next.get_mut(at) {
                *place = matched;
            }
        }
        places = next;
    }
    places.last().copied().unwrap_or(false)
}

/// An environment that waits for an occasion, where pipelines are written and none names it.
fn undeployed(finder: &mut Finder<'_>, environments: &[&str]) {
    let plan = finder.plan;
    let (Some(environment), Some(first)) = (plan.blocks().environments.first(), plan.blocks().pipelines.first()) else {
        return;
    };
    let from = &environment.value.deploy_from;
    let deploys = &plan.blocks().deploys;
    // A name that is none may have meant this one.
    let names = |name: &Str| name == plan.environment_name() || !environments.contains(&name.as_str());
    let named = deploys.iter().flat_map(|deploy| &deploy.value.to.value).any(|to| names(&to.value));
    let waits = from.value != DeployFrom::Manual && environment.value.runtime.value != Runtime::Compose;
    if named || !waits || !finder.all_readable("deploy", deploys.len()) {
        return;
    }
    let Some(place) = finder.place(from.origin, &environment.header) else { return };
    let pipeline = finder.span(first.header.origin, &first.header).map(|span| (span, first.header.label.as_str()));
    let diagnostic = undeployed_environment(place.span, plan.environment_name(), &occasion(&from.value).0, pipeline);
    finder.report(&environment.header, &place, diagnostic);
}

/// An environment, and one that is deployed after it.
type Order<'a> = (&'a Str, &'a Str);

/// Environments that stand in opposite orders, or twice in one.
fn orders(finder: &mut Finder<'_>) {
    let plan = finder.plan;
    let mut seen: BTreeMap<Order<'_>, (&At<Str>, &Block<Deploy>)> = BTreeMap::new();
    for deploy in &plan.blocks().deploys {
        let mut before: Vec<&At<Str>> = Vec::new();
        for target in &deploy.value.to.value {
            let Some(place) = finder.place(target.origin, &deploy.header) else { continue };
            if let Some(first) = before.iter().find(|earlier| earlier.value == target.value) {
                let first = finder.span(first.origin, &deploy.header);
                finder.report(&deploy.header, &place, deployed_twice(place.span, &target.value, first));
                continue;
            }
            for earlier in &before {
                if let Some((other, block)) = seen.get(&(&target.value, &earlier.value)) {
                    let other = finder.span(other.origin, &block.header);
                    let diagnostic = promotion_order(place.span, &earlier.value, &target.value, other);
                    finder.report(&deploy.header, &place, diagnostic);
                } else {
                    seen.entry((&earlier.value, &target.value)).or_insert((target, deploy));
                }
            }
            before.push(target);
        }
    }
}
