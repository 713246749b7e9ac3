//! How secrets come into the cluster. Whatever the way, a workload reads the Secret `NAME`, key `value` or the key that is named;
//! no text of a secret is ever in the plan, so none can be written here.

mod external;
mod generated;
mod script;
mod store;
mod template;

pub(crate) use script::script;
pub(crate) use template::{template, templated_file};

use crate::cluster::Cluster;
use crate::metadata::Owner;
use infrac_diagnostics::codes::e07;
use infrac_plan::kinds::{Secret, SecretProvider, SecretSource, SecretStore, Tls};
use infrac_plan::{At, Block, BlockId, OriginId, SecretRef};
use infrac_quantity::Nanos;
use infrac_source::Str;
use infrac_target::Object;
use std::collections::HashSet;

/// The key of a secret that has no parts.
pub(crate) const WHOLE: &str = "value";

/// The way that the environment's secrets take.
#[derive(Clone, Copy)]
pub(crate) enum Delivery<'p> {
    /// Somebody creates Secret objects.
    Cluster,
    /// The Sealed Secrets controller decrypts them.
    Sealed,
    /// The External Secrets Operator fetches them.
    External(External<'p>),
}

/// An outer store.
#[derive(Clone, Copy)]
pub(crate) struct External<'p> {
    pub(crate) provider: &'p At<SecretProvider>,
    pub(crate) cluster_store: Option<&'p At<Str>>,
    pub(crate) refresh: &'p At<Nanos>,
    pub(crate) origin: OriginId,
}

/// The environment's way.
pub(crate) fn delivery<'p>(cluster: &Cluster<'p>) -> Delivery<'p> {
    let declared = cluster.secrets;
    match &declared.value {
        SecretStore::ByRuntime | SecretStore::Cluster | SecretStore::Dotenv => Delivery::Cluster,
        SecretStore::SealedSecrets => Delivery::Sealed,
        SecretStore::ExternalSecrets { store, cluster_store, key: _, refresh } => Delivery::External(External {
            provider: store,
            cluster_store: cluster_store.as_ref(),
            refresh,
            origin: declared.origin,
        }),
    }
}

/// Object and key of a secret. Without a store outside, "somebody else's entry" is a Secret that stands in the namespace already.
pub(crate) fn secret_key(cluster: &Cluster, secret: &SecretRef) -> (Str, Str) {
    let own = || secret.key.clone().unwrap_or_else(|| WHOLE.into());
    let Some(block) = cluster.secret(secret.secret) else {
        return (Str::default(), own());
    };
    match &block.value.source.value {
        SecretSource::Existing { id, key, alphabet: _ } if !matches!(delivery(cluster), Delivery::External(_)) => {
            let Some(name) = id.value.known() else {
                cluster.report_at(id.origin, |span| {
                    Some(e07::e0725_secret_store::secret_store(
                        span,
                        "the name of a Secret must be known when building",
                        "write the name of the Secret in the namespace",
                    ))
                });
                return (cluster.name(&block.header), own());
            };
            (
                name,
                secret
                    .key
                    .clone()
                    .or_else(|| key.as_ref().map(|key| key.value.clone()))
                    .unwrap_or_else(|| WHOLE.into()),
            )
        }
        SecretSource::Existing { id: _, key: _, alphabet: _ }
        | SecretSource::Provided
        | SecretSource::Generated { length: _, alphabet: _ } => (cluster.name(&block.header), own()),
    }
}

/// The keys that the Secret of a block has.
pub(crate) fn keys(secret: &Secret, is_certificate: bool, origin: OriginId) -> Vec<At<Str>> {
    if is_certificate {
        return ["tls.crt", "tls.key"].into_iter().map(|key| At { value: Str::from(key), origin }).collect();
    }
    if secret.keys.value.is_empty() {
        return vec![At { value: WHOLE.into(), origin }];
    }
    secret.keys.value.clone()
}

/// The secrets that a gateway shows as its certificate: their Secrets are of type `kubernetes.io/tls`.
pub(crate) fn certificates(cluster: &Cluster) -> HashSet<BlockId> {
    let gateways = cluster.plan.blocks().gateways.iter();
    gateways
        .filter_map(|gateway| match &gateway.value.tls.value {
            Tls::Certificate { secret } => Some(secret.value),
            Tls::None | Tls::Letsencrypt { email: _, solver: _, staging: _ } => None,
        })
        .collect()
}

/// The objects that bring secrets in.
pub(crate) fn lower(cluster: &Cluster) -> Vec<Object> {
    if cluster.secrets.value == SecretStore::Dotenv {
        cluster.report_at(cluster.secrets.origin, |span| {
            Some(e07::e0725_secret_store::secret_store(
                span,
                "a cluster does not read a `.env` file",
                "leave `secrets` out, or choose `cluster`, `external_secrets` or `sealed_secrets`",
            ))
        });
    }
    let secrets = &cluster.plan.blocks().secrets;
    let Delivery::External(store) = delivery(cluster) else { return Vec::new() };
    if secrets.is_empty() {
        return Vec::new();
    }
    let certificates = certificates(cluster);
    let mut objects: Vec<Object> = store::store(cluster, &store).into_iter().collect();
    for block in secrets {
        objects.extend(external::lower(cluster, &store, block, certificates.contains(&block.header.id)));
    }
    objects
}

/// The owner of a secret's objects.
fn owner(cluster: &Cluster, block: &Block<Secret>) -> Owner {
    Owner::of(cluster, &block.header)
}
