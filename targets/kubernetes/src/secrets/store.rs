use super::External;
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::{Draft, Owner};
use infrac_diagnostics::codes::e07;
use infrac_plan::kinds::{Cloud, SecretProvider};
use infrac_target::Object;
use infrac_tree::data::Node;

/// API version of the External Secrets Operator, from its release 0.16 on.
pub(super) const API: &str = "external-secrets.io/v1";

/// `secretStoreRef`: the ClusterSecretStore that is named, else the SecretStore written here.
pub(super) fn reference(store: &External) -> Node {
    match store.cluster_store {
        Some(name) => Entries::new(name.origin).text("kind", "ClusterSecretStore").text("name", name.value.clone()),
        None => Entries::new(store.origin).text("kind", "SecretStore").text("name", store_name(store)),
    }
    .build()
}

fn store_name(store: &External) -> &'static str {
    match store.provider.value {
        SecretProvider::AwsSecretsManager => "aws-secrets-manager",
        SecretProvider::GcpSecretManager => "gcp-secret-manager",
        SecretProvider::AzureKeyVault => "azure-key-vault",
        SecretProvider::Vault => "vault",
    }
}

/// The SecretStore of the environment's cloud. It names no credentials: the operator's own identity (EKS Pod Identity or IRSA,
/// GKE Workload Identity) reads the store.
pub(super) fn store(cluster: &Cluster, store: &External) -> Option<Object> {
    if store.cluster_store.is_some() {
        return None;
    }
    let origin = store.provider.origin;
    let provider = match (&store.provider.value, cluster.cloud.map(|cloud| &cloud.value)) {
        (SecretProvider::AwsSecretsManager, Some(Cloud::Aws { region, account: _ })) => {
            let aws = Entries::new(origin).text("service", "SecretsManager").text_at(
                "region",
                region.value.clone(),
                region.origin,
            );
            Entries::new(origin).map("aws", aws)
        }
        (SecretProvider::GcpSecretManager, Some(Cloud::Gcp { project, region: _ })) => Entries::new(origin)
            .map("gcpsm", Entries::new(origin).text_at("projectID", project.value.clone(), project.origin)),
        (kind, _) => {
            cluster.report_at(origin, |span| Some(refusal(span, kind)));
            return None;
        }
    };
    let owner = Owner::environment(cluster);
    let body = Entries::new(store.origin).map("spec", Entries::new(store.origin).map("provider", provider));
    Some(Draft::new(cluster, &owner, API, "SecretStore", store_name(store)).with(body))
}

fn refusal(span: infrac_source::Span, provider: &SecretProvider) -> infrac_diagnostics::Diagnostic {
    let (why, what) = match provider {
        SecretProvider::AwsSecretsManager => (
            "the region of AWS Secrets Manager is not known",
            "set `cloud = aws { region = \"…\" }`, or name an existing `cluster_store`",
        ),
        SecretProvider::GcpSecretManager => (
            "the project of Google Secret Manager is not known",
            "set `cloud = gcp { … }`, or name an existing `cluster_store`",
        ),
        SecretProvider::AzureKeyVault => {
            ("the address of the key vault is not known", "name an existing `cluster_store`, which knows it")
        }
        SecretProvider::Vault => {
            ("the address of Vault is not known", "name an existing `cluster_store`, which knows it")
        }
    };
    e07::e0725_secret_store::secret_store(span, why, what)
}
