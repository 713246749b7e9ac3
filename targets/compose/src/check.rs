//! What of a plan Compose cannot carry, and what is wrong in its terms.

use crate::facts::LONGEST_NAME;
use crate::name::{VOLUME_PERMISSIONS, containers, service_name};
use infrac_diagnostics::codes::e07::{
    e0704_target_name_clash, e0705_name_too_long, e0706_default_with_brace, w0701_attribute_lost, w0702_no_schedule,
    w0703_shared_volume,
};
use infrac_diagnostics::{Diagnostic, Diagnostics};
use infrac_plan::kinds::{Environment, RunAt, SecretStore};
use infrac_plan::{Header, OriginId, Plan};
use infrac_source::{Span, Str};
use infrac_target::{VariableName, is_allowed, limits};
use std::collections::BTreeMap;

/// All findings of this target.
pub(crate) fn check(plan: &Plan, target: &str) -> Diagnostics {
    let mut diagnostics = limits(plan, target);
    let mut finder = Finder { plan, target, found: &mut diagnostics };
    finder.names();
    finder.variables();
    finder.schedules();
    finder.shared_volumes();
    finder.environment();
    diagnostics
}

struct Finder<'a> {
    plan: &'a Plan,
    target: &'a str,
    found: &'a mut Diagnostics,
}

impl Finder<'_> {
    fn span(&self, origin: OriginId, header: &Header) -> Option<Span> {
        self.plan.place(origin, header.id).map(|place| place.span)
    }

    /// Reports at a value of a block, unless the block allows it.
    fn report(&mut self, origin: OriginId, header: &Header, word: impl FnOnce(Span) -> Diagnostic) {
        let Some(place) = self.plan.place(origin, header.id) else { return };
        let diagnostic = word(place.span);
        let is_error = diagnostic.severity == infrac_diagnostics::Severity::Error;
        if is_error || !is_allowed(self.plan, header, diagnostic.code) {
            self.found.push(place.explain(diagnostic).in_environment(self.plan.environment_name().clone()));
        }
    }

    fn names(&mut self) {
        let plan = self.plan;
        let mut taken: BTreeMap<Str, &Header> = BTreeMap::new();
        let blocks = plan.blocks();
        let holds_volumes = !blocks.backups.is_empty()
            || blocks.services.iter().any(|block| !block.value.state.value.is_empty())
            || blocks.tasks.iter().any(|block| !block.value.state.value.is_empty());
        for header in containers(plan) {
            let name = service_name(&header.name);
            if name.len() > LONGEST_NAME {
                let why = "a service is reached under its name, which is a label of a domain name (RFC 1035)";
                let limit = LONGEST_NAME;
                self.report(header.origin, header, |span| {
                    e0705_name_too_long::name_too_long(span, self.target, &name, limit, why)
                });
            }
            if name == VOLUME_PERMISSIONS && holds_volumes {
                self.report(header.origin, header, |span| e0704_target_name_clash::reserved(span, self.target, &name));
            }
            match taken.get(&name) {
                Some(other) => {
                    let other = self.span(other.origin, other);
                    self.report(header.origin, header, |span| {
                        e0704_target_name_clash::name_clash(span, self.target, "service", &name, other)
                    });
                }
                None => {
                    taken.insert(name, header);
                }
            }
        }
    }

    /// Params and secrets that would be read from one variable, and defaults that no reference can hold.
    fn variables(&mut self) {
        let plan = self.plan;
        let mut taken: BTreeMap<Str, (OriginId, Option<&Header>)> = BTreeMap::new();
        for param in plan.params() {
            if let Some(default) = param.default.as_ref().filter(|default| default.contains(['{', '}']))
                && let Some(span) = plan.origins().span(param.origin)
            {
                let found = e0706_default_with_brace::default_with_brace(span, &param.name, default);
                self.found.push(found.in_environment(plan.environment_name().clone()));
            }
            let name = VariableName::of(&param.name).as_str().clone();
            if let (Some((other, _)), Some(span)) = (taken.get(&name), plan.origins().span(param.origin)) {
                let other = plan.origins().span(*other);
                let found = e0704_target_name_clash::params_clash(span, &name, other);
                self.found.push(found.in_environment(plan.environment_name().clone()));
            }
            taken.insert(name, (param.origin, None));
        }
        for block in &plan.blocks().secrets {
            let whole = infrac_plan::SecretRef { secret: block.header.id, key: None };
            let keys = block.value.keys.value.iter();
            let mut refs: Vec<_> =
                keys.map(|key| infrac_plan::SecretRef { key: Some(key.value.clone()), ..whole.clone() }).collect();
            if refs.is_empty() {
                refs.push(whole);
            }
            for secret in refs {
                let name = VariableName::of_secret(plan, &secret).as_str().clone();
                if let Some((other, header)) = taken.get(&name) {
                    let other = match header {
                        Some(header) => self.span(*other, header),
                        None => plan.origins().span(*other),
                    };
                    self.report(block.header.origin, &block.header, |span| {
                        e0704_target_name_clash::name_clash(span, self.target, "variable", &name, other)
                    });
                } else {
                    taken.insert(name, (block.header.origin, Some(&block.header)));
                }
            }
        }
    }

    fn schedules(&mut self) {
        let plan = self.plan;
        let tasks = plan.blocks().tasks.iter().filter(|task| matches!(task.value.run.value, RunAt::Cron { .. }));
        let tasks = tasks.map(|task| (&task.header, task.value.run.origin));
        let backups = plan.blocks().backups.iter().map(|backup| (&backup.header, backup.value.schedule.origin));
        for (header, origin) in tasks.chain(backups) {
            let name = service_name(&header.name);
            let command = format!("docker compose run --rm {name}");
            self.report(origin, header, |span| w0702_no_schedule::no_schedule(span, self.target, &name, &command));
        }
    }

    fn shared_volumes(&mut self) {
        let plan = self.plan;
        for block in &plan.blocks().services {
            let (replicas, state) = (&block.value.replicas, &block.value.state);
            if replicas.value.min > 1 && !state.value.is_empty() {
                let stored = self.span(state.origin, &block.header);
                let name = plan.users_name(block.header.id);
                self.report(replicas.origin, &block.header, |span| {
                    w0703_shared_volume::shared_volume(span, &name, replicas.value.min, stored)
                });
            }
        }
    }

    /// What an environment says that a Compose file has no place for.
    fn environment(&mut self) {
        let plan = self.plan;
        for block in &plan.blocks().environments {
            let Environment {
                name: _,
                runtime: _, // that is why we are here
                cloud: _,   // Terraform's
                state: _,   // Terraform's
                network: _, // Terraform's
                cluster: _, // Terraform's
                domain: _,  // read by other blocks
                secrets,
                deploy_from: _, // the workflows'
                approvals: _,   // the workflows'
                protected,
            } = &block.value;
            if !matches!(secrets.value, SecretStore::ByRuntime | SecretStore::Dotenv) {
                self.lost(&block.header, secrets.origin, "secrets", "Compose reads secrets from a `.env` file");
            }
            if protected.value {
                let why = "Compose has no protection of volumes; `docker compose down --volumes` removes them";
                self.lost(&block.header, protected.origin, "protected", why);
            }
        }
    }

    fn lost(&mut self, header: &Header, origin: OriginId, attribute: &str, why: &str) {
        let Some(place) = self.plan.place(origin, header.id).filter(|place| place.is_direct()) else { return };
        if !is_allowed(self.plan, header, w0701_attribute_lost::CODE)
            && let Some(found) = w0701_attribute_lost::lost(self.target, "environment", attribute, why, &[place.span])
        {
            self.found.push(found.in_environment(self.plan.environment_name().clone()));
        }
    }
}
