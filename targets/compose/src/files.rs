//! Files that containers find. Text that is known stands in a file beside the Compose file and is mounted; so it works in containers with a read-only root
//! (Compose copies `content` and `environment` sources into the container, which a read-only root refuses: docker/compose pull request 12531).
//! Late text is interpolated by Compose (`content`), a secret is read from its variable (`environment`); such a container writes to its root.

use crate::lowering::{Entries, Lowering, text};
use indexmap::IndexMap;
use infrac_plan::kinds::FileContent;
use infrac_plan::{At, OriginId};
use infrac_source::Str;
use infrac_target::{FileBody, TargetFile};
use infrac_tree::Line;
use infrac_tree::data::Node;

/// What a container gets of its files.
pub(crate) struct Mounted {
    pub(crate) configs: Vec<Node>,
    pub(crate) secrets: Vec<Node>,
    /// Whether the root file system must be writable, since Compose copies files into it.
    pub(crate) copied: bool,
}

/// The files of the container `name`.
pub(crate) fn lower(lowering: &mut Lowering<'_>, name: &Str, files: &IndexMap<Str, At<FileContent>>) -> Mounted {
    let mut mounted = Mounted { configs: Vec::new(), secrets: Vec::new(), copied: false };
    for (path, content) in files {
        let origin = content.origin;
        if let FileContent::Secret(secret) = &content.value
            && let Some(whole) = secret.whole()
        {
            let variable = lowering.secret_variable(whole);
            let source: Str = variable.to_ascii_lowercase().into();
            let secret = Node::map([("environment", Node::text(variable, origin))], origin);
            lowering.secrets.entry(source.clone()).or_insert(secret);
            mounted.secrets.push(mount(&source, path, origin));
            mounted.copied = true;
            continue;
        }
        let source = free_name(&lowering.configs, &format!("{name}-{}", slug(path)));
        let known = match &content.value {
            FileContent::Text(text) => lowering.known(text),
            FileContent::Secret(_) => None,
        };
        let config = match known {
            Some(known) => beside(lowering, name, &source, &known, origin),
            None => {
                mounted.copied = true;
                let phrase = match &content.value {
                    FileContent::Text(text) => lowering.phrase(text),
                    FileContent::Secret(secret) => lowering.sensitive(secret),
                };
                ("content", Node::phrase(phrase, origin))
            }
        };
        lowering.configs.insert(source.clone(), Node::map([config], origin));
        mounted.configs.push(mount(&source, path, origin));
    }
    mounted
}

/// A file beside the Compose file, and the entry that refers to it.
pub(crate) fn beside(
    lowering: &mut Lowering<'_>,
    container: &str,
    source: &str,
    content: &str,
    origin: OriginId,
) -> (&'static str, Node) {
    let file = source.strip_prefix(container).map_or(source, |rest| rest.trim_start_matches('-'));
    let path = format!("files/{container}/{file}");
    let content = content.strip_suffix('\n').unwrap_or(content);
    let lines = content.split('\n').map(|line| Line { text: line.into(), origin }).collect();
    lowering.files.push(TargetFile { path: path.as_str().into(), body: FileBody::Lines(lines) });
    ("file", text(format!("./{path}"), origin))
}

/// A use of a config or secret.
pub(crate) fn mount(source: &Str, path: &Str, origin: OriginId) -> Node {
    let mut entries = Entries::default();
    entries.add("source", text(source.clone(), origin));
    entries.add("target", text(path.clone(), origin));
    entries.node(origin)
}

/// A path as a file name: `/etc/redis/redis.conf` is `etc-redis-redis.conf`.
fn slug(path: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') { c } else { '-' };
    path.chars().map(safe).collect::<String>().trim_matches(['-', '.']).to_owned()
}

/// The name, or it with the first number that makes it a new one.
fn free_name(taken: &IndexMap<Str, Node>, name: &str) -> Str {
    let numbered = (2..).map(|number| Str::from(format!("{name}-{number}")));
    let mut names = std::iter::once(Str::from(name)).chain(numbered);
    names.find(|name| !taken.contains_key(name)).unwrap_or_default()
}
