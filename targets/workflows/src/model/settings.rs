//! What people must set on a pipeline's host before it runs: variables, secrets, and who must agree. No file can say it there.

use super::graph::{Act, Ci, CloudLogin, Job, Pipeline, Registry, Variable, Word, Words};
use infrac_source::Str;
use std::collections::{BTreeMap, BTreeSet};

/// The settings of one place: the repository, or an environment.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Settings {
    pub(crate) variables: BTreeSet<Str>,
    pub(crate) secrets: BTreeSet<Str>,
    /// How many people must agree.
    pub(crate) approvals: i64,
}

/// The settings by place; the empty name is the repository.
pub(crate) fn settings(pipeline: &Pipeline) -> BTreeMap<Str, Settings> {
    let mut all: BTreeMap<Str, Settings> = BTreeMap::new();
    for job in &pipeline.jobs {
        let place = job.environment.as_ref().map(|deployment| deployment.name.clone()).unwrap_or_default();
        let settings = all.entry(place).or_default();
        if let Some(deployment) = &job.environment {
            settings.approvals = deployment.approvals;
        }
        of_job(job, settings);
    }
    all
}

fn of_job(job: &Job, settings: &mut Settings) {
    let beside = job.beside.iter().flat_map(|container| &container.env);
    for variable in job.env.iter().chain(beside) {
        of_words(&variable.value, settings);
    }
    for value in job.matrix.iter().flatten().map(|(_, value, _)| value) {
        of_words(value, settings);
    }
    for step in &job.steps {
        let mut add = |variables: &[&str], secrets: &[&str]| {
            settings.variables.extend(variables.iter().map(|name| Str::from(*name)));
            settings.secrets.extend(secrets.iter().map(|name| Str::from(*name)));
        };
        match &step.act {
            Act::Run { lines: _, env } => env.iter().for_each(|Variable { value, .. }| of_words(value, settings)),
            Act::CloudLogin(CloudLogin::Aws { role, .. }) => add(&[role], &[]),
            Act::CloudLogin(CloudLogin::Gcp { .. }) => {
                add(&["GCP_WORKLOAD_IDENTITY_PROVIDER", "GCP_SERVICE_ACCOUNT"], &[]);
            }
            Act::CloudLogin(CloudLogin::Azure { subscription }) => {
                add(&["AZURE_CLIENT_ID", "AZURE_TENANT_ID"], &[]);
                if subscription.is_none() {
                    settings.variables.insert("AZURE_SUBSCRIPTION_ID".into());
                }
            }
            Act::Cluster { login, name } => match login {
                CloudLogin::Aws { .. } | CloudLogin::Gcp { .. } => of_words(name, settings),
                CloudLogin::Azure { .. } => {
                    add(&["RESOURCE_GROUP"], &[]);
                    of_words(name, settings);
                }
                CloudLogin::None => add(&[], &["KUBE_CONFIG"]),
            },
            Act::RegistryLogin(Registry::Other(_)) => add(&["REGISTRY_USERNAME"], &["REGISTRY_PASSWORD"]),
            _ => {}
        }
    }
}

fn of_words(words: &Words, settings: &mut Settings) {
    for word in &words.0 {
        match word {
            Word::Ci(Ci::Setting(name)) => settings.variables.insert(name.clone()),
            Word::Ci(Ci::SettingOr(name, _)) => settings.variables.insert(format!("{name} (has a default)").into()),
            Word::Ci(Ci::Secret(name)) => settings.secrets.insert(name.clone()),
            Word::Lit(_) | Word::Ci(_) => false,
        };
    }
}
