//! What of a plan GitHub cannot carry, and what is wrong in its terms.

use crate::model::{Survey, globs};
use infrac_diagnostics::codes::e07::{
    e0704_target_name_clash, e0760_tag_pattern, e0763_reserved_by_host, w0761_one_approval, w0762_unbuilt_image,
};
use infrac_diagnostics::{Diagnostic, Diagnostics, Severity};
use infrac_plan::kinds::{DeployFrom, EnvValue, Runtime};
use infrac_plan::{Header, OriginId, Plan, SensitivePart};
use infrac_source::Span;
use infrac_target::{VariableName, is_allowed};
use std::collections::BTreeMap;

/// The host's name in messages.
pub(crate) const HOST: &str = "GitHub";

/// What no variable or secret may begin with (GitHub documentation, "Store information in variables", "Naming conventions").
const RESERVED: &str = "GITHUB_";

/// All findings of this target.
pub(crate) fn check(plan: &Plan) -> Diagnostics {
    let mut finder = Finder { plan, found: Diagnostics::default() };
    finder.environment();
    finder.images();
    finder.names();
    finder.found
}

struct Finder<'a> {
    plan: &'a Plan,
    found: Diagnostics,
}

impl Finder<'_> {
    /// Reports at a value of a block, unless the block allows it.
    fn report(&mut self, origin: OriginId, header: &Header, word: impl FnOnce(Span) -> Diagnostic) {
        let Some(place) = self.plan.place(origin, header.id) else { return };
        let diagnostic = word(place.span);
        if diagnostic.severity == Severity::Error || !is_allowed(self.plan, header, diagnostic.code) {
            self.found.push(place.explain(diagnostic).in_environment(self.plan.environment_name().clone()));
        }
    }

    /// Whether anything is deployed here by a pipeline.
    fn is_deployed(&self) -> bool {
        let environment = self.plan.blocks().environments.first();
        environment.is_some_and(|environment| environment.value.runtime.value != Runtime::Compose)
    }

    fn environment(&mut self) {
        let Some(block) = self.plan.blocks().environments.first() else { return };
        if !self.is_deployed() {
            return;
        }
        let name = self.plan.environment_name();
        let environment = &block.value;
        if let DeployFrom::Tag { pattern } = &environment.deploy_from.value
            && globs(&pattern.value).is_none()
        {
            let word = |span| e0760_tag_pattern::tag_pattern(span, name, &pattern.value, HOST);
            self.report(pattern.origin, &block.header, word);
        }
        let approvals = environment.approvals.value;
        if approvals > 1 {
            let word = |span| w0761_one_approval::one_approval(span, name, approvals, HOST);
            self.report(environment.approvals.origin, &block.header, word);
        }
    }

    /// Images of the project's registry that are deployed under a tag of the deployment, and that nothing says how to build.
    fn images(&mut self) {
        if !self.is_deployed() {
            return;
        }
        let plan = self.plan;
        let survey = Survey::of(std::slice::from_ref(plan));
        let project = plan.blocks().projects.first();
        let registry = project.and_then(|block| {
            plan.place(block.value.registry.origin, block.header.id).filter(|place| place.is_direct())
        });
        for (header, origin) in survey.unbuilt() {
            let name = plan.users_name(header.id);
            let registry = registry.as_ref().map(|place| place.span);
            self.report(origin, header, |span| w0762_unbuilt_image::unbuilt_image(span, &name, registry));
        }
    }

    /// Names of variables and secrets.
    fn names(&mut self) {
        let plan = self.plan;
        if !self.is_deployed() {
            return;
        }
        let mut taken: BTreeMap<VariableName, OriginId> = BTreeMap::new();
        for param in plan.params() {
            let name = VariableName::of(&param.name);
            let Some(project) = plan.blocks().projects.first() else { continue };
            if let Some(other) = taken.insert(name.clone(), param.origin) {
                let other = plan.origins().span(other);
                let word = |span| e0704_target_name_clash::params_clash(span, name.as_str(), other);
                self.report(param.origin, &project.header, word);
            }
            if name.as_str().starts_with(RESERVED) {
                let what = format!("the param `{}`", param.name);
                let word = |span| e0763_reserved_by_host::reserved_by_host(span, &what, name.as_str(), HOST);
                self.report(param.origin, &project.header, word);
            }
        }
        let jobs = plan.blocks().jobs.iter().map(|block| (&block.header, &block.value.env));
        let deploys = plan.blocks().deploys.iter().map(|block| (&block.header, &block.value.env));
        for (header, env) in jobs.chain(deploys) {
            for value in env.value.values() {
                let EnvValue::Secret(text) = &value.value else { continue };
                for part in text.parts() {
                    let SensitivePart::Secret(secret) = part else { continue };
                    let name = VariableName::of_secret(plan, secret);
                    if name.as_str().starts_with(RESERVED) {
                        let what = format!("the secret `{}`", plan.users_name(secret.secret));
                        let word = |span| e0763_reserved_by_host::reserved_by_host(span, &what, name.as_str(), HOST);
                        self.report(value.origin, header, word);
                    }
                }
            }
        }
    }
}
