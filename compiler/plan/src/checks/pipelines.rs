//! Pipelines against all environments of the project.

use super::finder::Finder;
use crate::kinds::{Deploy, Pipeline, Trigger};
use crate::{At, Block, BlockId, Plan};
use infrac_diagnostics::codes::e06::e0685_unknown_deploy_environment::unknown_deploy_environment;
use infrac_diagnostics::codes::e06::e0686_rival_pipelines::rival_pipelines;
use infrac_source::Str;
use std::collections::BTreeMap;

/// `environments`: the names of all that are built.
pub(super) fn find(finder: &mut Finder<'_>, environments: &[&str]) {
    let deploys = &finder.plan.blocks().deploys;
    for deploy in deploys {
        for target in deploy.value.to.value.iter().filter(|target| !environments.contains(&target.value.as_str())) {
            unknown(finder, deploy, target, environments);
        }
    }
    rivals(finder);
}

fn unknown(finder: &mut Finder<'_>, deploy: &Block<Deploy>, target: &At<Str>, environments: &[&str]) {
    let Some(place) = finder.place(target.origin, &deploy.header) else { return };
    let name = &deploy.header.label;
    let diagnostic = unknown_deploy_environment(place.span, place.is_direct(), name, &target.value, environments);
    finder.report(&deploy.header, &place, diagnostic);
}

/// Who deploys to an environment on a trigger.
struct Taker<'a> {
    pipeline: &'a Block<Pipeline>,
    deploy: &'a Block<Deploy>,
    target: &'a At<Str>,
}

fn rivals(finder: &mut Finder<'_>) {
    let plan: &Plan = finder.plan;
    let pipelines: BTreeMap<BlockId, &Block<Pipeline>> =
        plan.blocks().pipelines.iter().map(|block| (block.header.id, block)).collect();
    let mut taken: BTreeMap<(String, &str), Taker<'_>> = BTreeMap::new();
    for deploy in &plan.blocks().deploys {
        let Some(&pipeline) = deploy.header.parent.as_ref().and_then(|parent| pipelines.get(parent)) else { continue };
        for trigger in pipeline.value.on.value.iter().filter_map(|trigger| written(&trigger.value)) {
            for target in &deploy.value.to.value {
                let key = (trigger.clone(), target.value.as_str());
                let Some(&Taker { pipeline: earlier, deploy: other, target: at }) = taken.get(&key) else {
                    taken.insert(key, Taker { pipeline, deploy, target });
                    continue;
                };
                if earlier.header.id == pipeline.header.id {
                    continue;
                }
                let Some(place) = finder.place(target.origin, &deploy.header) else { continue };
                let said = finder.span(at.origin, &other.header);
                let (later, first) = (&pipeline.header.label, &earlier.header.label);
                let diagnostic = rival_pipelines(place.span, later, first, &target.value, &trigger, said);
                finder.report(&deploy.header, &place, diagnostic);
            }
        }
    }
}

/// A trigger in words, equal for equal ones; what a person starts does not count.
fn written(trigger: &Trigger) -> Option<String> {
    Some(match trigger {
        // With paths or without: one push can fit both.
        Trigger::Push { branch, paths: _ } => format!("a push to `{}`", branch.value),
        Trigger::Tagged { pattern } => format!("a tag `{}`", pattern.value),
        Trigger::PullRequest { branch: _, paths: _ } => "a pull request".to_owned(),
        Trigger::Schedule { cron } => format!("the schedule `{}`", cron.value),
        Trigger::Manual => return None,
    })
}
