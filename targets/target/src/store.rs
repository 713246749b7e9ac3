//! Entries of a secret store: which are made and what they are called. Whoever makes them and whoever reads them must agree.

use infrac_plan::kinds::{Cloud, Environment, Secret, SecretProvider, SecretSource, SecretStore};
use infrac_plan::{Block, Plan};
use infrac_source::Str;

/// The secrets whose entries Terraform makes, empty: those that a person fills in, where the environment stands in AWS and keeps its secrets
/// there. In a cloud that nobody names only beside resources, as whose they are nobody can tell otherwise.
pub fn made_entries(plan: &Plan) -> impl Iterator<Item = &Block<Secret>> {
    let environment = plan.blocks().environments.first().map(|environment| &environment.value);
    let makes = environment.is_some_and(|Environment { secrets, cloud, .. }| {
        let in_aws = cloud.as_ref().is_some_and(|cloud| matches!(cloud.value, Cloud::Aws { .. }));
        keeps_in_aws(&secrets.value) && (in_aws || has_resources(plan))
    });
    let provided = |secret: &&Block<Secret>| secret.value.source.value == SecretSource::Provided;
    plan.blocks().secrets.iter().filter(move |secret| makes && provided(secret))
}

/// Whether the environment has a root module of Terraform.
pub fn has_root_module(plan: &Plan) -> bool {
    has_resources(plan) || made_entries(plan).next().is_some()
}

fn has_resources(plan: &Plan) -> bool {
    !plan.blocks().resources.is_empty() || !plan.blocks().data.is_empty()
}

fn keeps_in_aws(store: &SecretStore) -> bool {
    matches!(store, SecretStore::ExternalSecrets { store, .. } if store.value == SecretProvider::AwsSecretsManager)
}

/// Project, environment and secret, joined by what the store takes between parts of a name.
pub fn store_entry(project: &str, environment: &str, secret: &str, separator: &str) -> Str {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let part = |name: &str| name.chars().map(plain).collect::<String>().trim_matches('-').to_owned();
    [part(project), part(environment), part(secret)].join(separator).into()
}
