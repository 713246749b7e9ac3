use super::{External, generated, keys, owner, store};
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::late::Place;
use crate::metadata::Draft;
use infrac_plan::kinds::{Secret, SecretProvider, SecretSource};
use infrac_plan::{At, Block, OriginId};
use infrac_source::Str;
use infrac_target::{Object, store_entry};
use infrac_tree::data::{Grammar, Node};

/// The ExternalSecret of a secret, and what makes its value where nobody provides it.
pub(super) fn lower(cluster: &Cluster, store: &External, block: &Block<Secret>, is_certificate: bool) -> Vec<Object> {
    let Secret { name: _, description, rotate, keys: _, source } = &block.value;
    let owner = owner(cluster, block);
    let origin = block.header.origin;
    let mut annotations = Entries::new(origin);
    if !description.value.is_empty() {
        annotations = annotations.text_at("kubernetes.io/description", description.value.clone(), description.origin);
    }
    if let Some(rotate) = rotate {
        annotations = annotations.text_at("infrac/rotate-every", rotate.value.to_string(), rotate.origin);
    }
    let keys = keys(&block.value, is_certificate, origin);
    let (spec, generator) = match &source.value {
        SecretSource::Generated { length, alphabet } => {
            let (spec, generator) = generated::lower(cluster, &owner, &keys, length, alphabet);
            (spec, Some(generator))
        }
        SecretSource::Provided | SecretSource::Existing { id: _, key: _, alphabet: _ } => {
            let data = keys.iter().map(|key| datum(cluster, store, block, key, &key.value)).collect();
            let mut target = Entries::new(origin)
                .text("name", owner.name.clone())
                .text("creationPolicy", "Owner")
                .text("deletionPolicy", "Retain");
            if is_certificate {
                target = target.map("template", Entries::new(origin).text("type", "kubernetes.io/tls"));
            }
            (fetched(store, target, data, origin), None)
        }
    };
    let body = Entries::new(origin).map("spec", spec);
    let external = Draft::new(cluster, &owner, store::API, "ExternalSecret", owner.name.clone());
    generator.into_iter().chain([external.annotations(annotations).with(body)]).collect()
}

/// `spec` of an ExternalSecret that reads the store.
pub(super) fn fetched(store: &External, target: Entries, data: Vec<Node>, origin: OriginId) -> Entries {
    Entries::new(origin)
        .text_at("refreshInterval", store.refresh.value.to_go().unwrap_or_default(), store.refresh.origin)
        .node("secretStoreRef", store::reference(store))
        .map("target", target)
        .list("data", data)
}

/// One entry of `data`: a key of the Secret, and where it lies in the store. The parts of one secret are fields of one JSON entry.
pub(super) fn datum(cluster: &Cluster, store: &External, block: &Block<Secret>, key: &At<Str>, into: &str) -> Node {
    let origin = key.origin;
    let remote = match &block.value.source.value {
        SecretSource::Existing { id, key: property, alphabet: _ } => {
            let place = Place {
                kind: "ExternalSecret".into(),
                name: cluster.name(&block.header),
                path: format!("spec.data.[secretKey={into}].remoteRef.key"),
            };
            let text = cluster.place_late(&cluster.pieces(&id.value), id.origin, &place, Grammar::Plain);
            let remote = Entries::new(id.origin).node("key", Node::phrase(text, id.origin));
            match property {
                Some(property) => remote.text_at("property", property.value.clone(), property.origin),
                None => part(remote, &block.value, key),
            }
        }
        SecretSource::Provided | SecretSource::Generated { length: _, alphabet: _ } => {
            part(Entries::new(origin).text("key", remote_name(cluster, store, block)), &block.value, key)
        }
    };
    Entries::new(origin).text("secretKey", into).map("remoteRef", remote).build()
}

fn part(remote: Entries, secret: &Secret, key: &At<Str>) -> Entries {
    let whole = secret.keys.value.is_empty() && key.value == super::WHOLE;
    if whole { remote } else { remote.text_at("property", key.value.clone(), key.origin) }
}

/// The name of an entry that a person fills in: project, environment, secret. Google's and Azure's stores take no `/`.
pub(super) fn remote_name(cluster: &Cluster, store: &External, block: &Block<Secret>) -> Str {
    let separator = match store.provider.value {
        SecretProvider::AwsSecretsManager | SecretProvider::Vault => "/",
        SecretProvider::GcpSecretManager | SecretProvider::AzureKeyVault => "-",
    };
    store_entry(&cluster.project, cluster.plan.environment_name(), &cluster.name(&block.header), separator)
}
