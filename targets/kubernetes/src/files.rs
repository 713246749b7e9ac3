//! Files: what is no secret in a ConfigMap, secrets from their Secret, and text that holds secrets in a Secret which the External
//! Secrets Operator fills from a template. Each file is mounted by itself (`subPath`), so that the image's own files beside it stay.

use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::late::Place;
use crate::metadata::Draft;
use crate::name::{path_name, short_hash};
use crate::secrets::{secret_key, templated_file};
use crate::text::Piece as TextPiece;
use crate::workload::Workload;
use indexmap::IndexMap;
use infrac_diagnostics::codes::e07;
use infrac_plan::kinds::FileContent;
use infrac_plan::{At, OriginId, Sensitive};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::{Grammar, Node, Phrase, Piece};

/// What a ConfigMap or Secret may hold in all (Kubernetes documentation, "ConfigMaps": 1 MiB).
const MOST_BYTES: usize = 1 << 20;

/// A workload's files, lowered.
#[derive(Default)]
pub(crate) struct Files {
    /// The ConfigMap, and what fills templates.
    pub(crate) objects: Vec<Object>,
    pub(crate) volumes: Vec<Node>,
    pub(crate) mounts: Vec<Node>,
    /// Changes with the files, so that pods restart with them.
    pub(crate) checksum: Option<Str>,
    /// Late values in them, for the same end.
    pub(crate) variables: Vec<Str>,
}

/// The files while they are sorted by how they come in.
#[derive(Default)]
struct Sorted {
    config: IndexMap<Str, (Phrase, OriginId)>,
    whole: Vec<Node>,
    templates: Vec<(Str, Phrase, OriginId)>,
    template_secrets: Vec<Sensitive>,
    variables: Vec<Str>,
}

pub(crate) fn files(cluster: &Cluster, workload: &Workload) -> Files {
    let mut lowered = Files::default();
    let Some(files) = workload.files.filter(|files| !files.value.is_empty()) else { return lowered };
    let mut sorted = Sorted::default();
    let keys = keys(files.value.keys());
    for ((path, content), key) in files.value.iter().zip(keys) {
        let volume = sort(cluster, workload, &key, content, &mut sorted);
        let mount = Entries::new(content.origin)
            .text("name", volume)
            .text("mountPath", path.clone())
            .text("subPath", key)
            .bool("readOnly", true);
        lowered.mounts.push(mount.build());
    }
    check_size(cluster, &sorted.config, files.origin);
    lowered.checksum = Some(checksum(&sorted));
    if !sorted.config.is_empty() {
        lowered.volumes.push(config_volume(workload, files.origin));
        lowered.objects.push(config_map(cluster, workload, sorted.config, files.origin));
    }
    if !sorted.templates.is_empty() {
        let items = sorted.templates.iter().map(|(key, _, origin)| item(key, key, *origin)).collect();
        sorted.whole.push(secret_source(&workload.files_name(), items, files.origin));
        lowered.objects.extend(templated_file(
            cluster,
            workload,
            sorted.templates,
            &sorted.template_secrets,
            files.origin,
        ));
    }
    if !sorted.whole.is_empty() {
        let projected = Entries::new(files.origin).int("defaultMode", 0o440).list("sources", sorted.whole);
        lowered
            .volumes
            .push(Entries::new(files.origin).text("name", "secret-files").map("projected", projected).build());
    }
    lowered.variables = sorted.variables;
    lowered
}

/// The volume that a file comes from; what is in it goes where it belongs.
fn sort(
    cluster: &Cluster,
    workload: &Workload,
    key: &Str,
    content: &At<FileContent>,
    sorted: &mut Sorted,
) -> &'static str {
    match &content.value {
        FileContent::Text(text) => {
            let pieces = cluster.pieces(text);
            for piece in &pieces {
                if let TextPiece::Late(late) = piece {
                    let variable = cluster.parameter(late).0;
                    if !sorted.variables.contains(&variable) {
                        sorted.variables.push(variable);
                    }
                }
            }
            let place = Place {
                kind: "ConfigMap".into(),
                name: workload.files_name(),
                path: format!("data.{}", crate::late::step(key)),
            };
            let text = cluster.place_late(&pieces, content.origin, &place, Grammar::Plain);
            sorted.config.insert(key.clone(), (text, content.origin));
            "files"
        }
        FileContent::Secret(text) => {
            if let Some(secret) = text.whole() {
                let (object, secret_key) = secret_key(cluster, secret);
                sorted.whole.push(secret_source(&object, vec![item(&secret_key, key, content.origin)], content.origin));
            } else {
                let place = Place {
                    kind: "ExternalSecret".into(),
                    name: workload.files_name(),
                    path: format!("spec.target.template.data.{}", crate::late::step(key)),
                };
                if let Some(phrase) = crate::secrets::template(cluster, text, content.origin, &place) {
                    sorted.templates.push((key.clone(), phrase, content.origin));
                    sorted.template_secrets.push(text.clone());
                }
            }
            "secret-files"
        }
    }
}

/// A key for each path: the file's name where no other file is called alike, else the whole path.
fn keys<'a>(paths: impl Iterator<Item = &'a Str> + Clone) -> Vec<Str> {
    let mut uses: IndexMap<&str, usize> = IndexMap::new();
    for path in paths.clone() {
        *uses.entry(file_name(path)).or_default() += 1;
    }
    let keep = |c: char| matches!(c, '.' | '_' | '-');
    let mut taken: IndexMap<Str, usize> = IndexMap::new();
    let key = |path: &Str| {
        let base = if uses.get(file_name(path)) == Some(&1) { file_name(path) } else { path };
        let key = Str::from(path_name(base, keep));
        let count = taken.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 && !key.is_empty() { key } else { format!("{key}-{}", short_hash(path.as_bytes())).into() }
    };
    paths.map(key).collect()
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn config_volume(workload: &Workload, origin: OriginId) -> Node {
    let config_map = Entries::new(origin).text("name", workload.files_name());
    Entries::new(origin).text("name", "files").map("configMap", config_map).build()
}

fn config_map(
    cluster: &Cluster,
    workload: &Workload,
    config: IndexMap<Str, (Phrase, OriginId)>,
    origin: OriginId,
) -> Object {
    let mut data = Entries::new(origin);
    for (key, (text, origin)) in config {
        data = data.node(key, Node::phrase(text, origin));
    }
    let body = Entries::new(origin).map("data", data);
    Draft::new(cluster, &workload.owner, "v1", "ConfigMap", workload.files_name()).with(body)
}

fn secret_source(object: &Str, items: Vec<Node>, origin: OriginId) -> Node {
    let secret = Entries::new(origin).text("name", object.clone()).list("items", items);
    Entries::new(origin).map("secret", secret).build()
}

fn item(key: &Str, path: &Str, origin: OriginId) -> Node {
    Entries::new(origin).text("key", key.clone()).text("path", path.clone()).build()
}

fn checksum(sorted: &Sorted) -> Str {
    let mut bytes = Vec::new();
    for (key, (text, _)) in &sorted.config {
        let text: String = texts(text).collect();
        bytes.extend_from_slice(format!("{}:{key}{}:{text}", key.len(), text.len()).as_bytes());
    }
    for (key, phrase, _) in &sorted.templates {
        bytes.extend_from_slice(format!("{}:{key}{:?}", key.len(), phrase.pieces).as_bytes());
    }
    short_hash(&bytes)
}

/// The pieces of a file that is no template, as the plain manifests show them.
fn texts(phrase: &Phrase) -> impl Iterator<Item = &str> {
    let mixed = phrase.pieces.mixed().iter().map(|piece| match piece {
        Piece::Lit(text) => text.as_str(),
        Piece::Late { values: _, stand_in } => stand_in.as_str(),
        Piece::Variable { name, absent: _ } => name.as_str(),
    });
    phrase.pieces.literal().map(Str::as_str).into_iter().chain(mixed)
}

fn check_size(cluster: &Cluster, config: &IndexMap<Str, (Phrase, OriginId)>, origin: OriginId) {
    let size = |text: &Phrase| texts(text).map(str::len).sum::<usize>();
    let bytes: usize = config.iter().map(|(key, (text, _))| key.len() + size(text)).sum();
    if bytes > MOST_BYTES {
        cluster.report_at(origin, |span| Some(e07::e0737_files_too_large::files_too_large(span, bytes, MOST_BYTES)));
    }
}

#[cfg(test)]
mod tests {
    use super::keys;
    use infrac_source::Str;

    #[test]
    fn keys_are_file_names_until_two_are_alike() {
        let paths = [Str::from("/etc/redis/redis.conf"), "/a/x.conf".into(), "/b/x.conf".into()];
        assert_eq!(keys(paths.iter()), ["redis.conf", "a-x.conf", "b-x.conf"]);
        let paths = [Str::from("/a/b/x"), "/a-b/x".into()];
        let made = keys(paths.iter());
        assert_eq!(made.first().unwrap(), "a-b-x");
        assert_ne!(made.first(), made.last());
    }
}
