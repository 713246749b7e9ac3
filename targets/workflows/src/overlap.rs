//! Tags of an environment that a pipeline cannot tell from others that start it. The host filters by globs what starts a pipeline, but within one its
//! conditions know only how a tag begins.

use crate::model::graph::{EventKind, Pipeline};
use crate::model::{Env, Survey, globs, prefix};
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::e07::e0760_tag_pattern::same_beginning;
use infrac_plan::kinds::DeployFrom;
use infrac_source::Str;

/// Reports each environment that tags of somebody else would deploy.
pub(crate) fn check(survey: &Survey<'_>, pipelines: &[Pipeline]) -> Diagnostics {
    let mut found = Diagnostics::default();
    for pipeline in pipelines {
        for environment in &survey.environments {
            let is_deployed = pipeline
                .jobs
                .iter()
                .any(|job| job.environment.as_ref().is_some_and(|deployment| deployment.name == environment.name));
            let DeployFrom::Tag { pattern } = &environment.deploy_from.value else { continue };
            let Some(own) = globs(&pattern.value).filter(|_| is_deployed) else { continue };
            let other = pipeline.events.iter().find_map(|event| match &event.kind {
                EventKind::Tag { pattern } if !own.contains(pattern) && may_deploy(&own, pattern) => Some(pattern),
                _ => None,
            });
            if let Some(other) = other {
                report(environment, pattern.origin, other, &pattern.value, &mut found);
            }
        }
    }
    found
}

/// Whether a tag of the glob `other` may begin as one of `own` does without being one. What ends in any text is told by its beginning alone.
fn may_deploy(own: &[Str], other: &Str) -> bool {
    let begins = prefix(other);
    own.iter().any(|glob| {
        let ours = prefix(glob);
        let is_all = glob.strip_suffix("**") == Some(&*ours);
        !is_all && (begins.starts_with(&*ours) || ours.starts_with(&*begins))
    })
}

fn report(environment: &Env<'_>, origin: infrac_plan::OriginId, other: &Str, pattern: &str, found: &mut Diagnostics) {
    if let Some(place) = environment.plan.place(origin, environment.block.id) {
        let diagnostic = same_beginning(place.span, &environment.name, pattern, other, crate::check::HOST);
        found.push(place.explain(diagnostic).in_environment(environment.name.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::may_deploy;

    #[test]
    fn beginnings_tell_tags_apart() {
        let own = |glob: &str| vec![glob.into()];
        assert!(may_deploy(&own("v[0-9]+"), &"v[0-9]+-rc[0-9]+".into()));
        assert!(may_deploy(&own("v[0-9]+"), &"v*".into()) && may_deploy(&own("v1"), &"**".into()));
        assert!(!may_deploy(&own("v[0-9]+"), &"rc-[0-9]+".into()));
        assert!(!may_deploy(&own("v**"), &"v[0-9]+".into()));
    }
}
