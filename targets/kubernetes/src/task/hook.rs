//! What a chart has to know of a task that runs before services. A Job cannot be changed once it exists, so it is a hook: Helm deletes the
//! last one and creates it anew, before the other objects when a release is upgraded, after them when it is installed, as there is no
//! database to speak to before (Helm documentation, "Chart Hooks"). With `--wait` the hooks of an installation run only once all it made is
//! ready, so whoever waits installs with `--no-hooks` first and upgrades then, as generated pipelines do. What its pod needs comes a step before it, so that a task which an
//! upgrade brings finds its account and its files. Whoever applies plain manifests is not concerned: to everyone else these are
//! annotations without meaning.

use infrac_plan::OriginId;
use infrac_target::Object;
use infrac_tree::data::{Node, NodeKind};

/// When it runs, and that the last one goes first.
const HOOK: [(&str, &str); 2] =
    [("helm.sh/hook", "post-install,pre-upgrade"), ("helm.sh/hook-delete-policy", "before-hook-creation")];

/// Marks an object of such a task. A claim is left alone: whoever deletes it deletes data.
pub(super) fn mark(object: &mut Object, wave: usize, origin: OriginId) {
    if object.kind == "PersistentVolumeClaim" {
        return;
    }
    let NodeKind::Map(root) = &mut object.node.kind else { return };
    let Some(Node { kind: NodeKind::Map(metadata), .. }) = root.get_mut("metadata") else { return };
    let annotations = metadata.entry("annotations".into()).or_insert_with(|| Node::map::<&str>([], origin));
    let NodeKind::Map(annotations) = &mut annotations.kind else { return };
    // Jobs wave by wave; Helm waits for those of one weight before it goes on to the next.
    let weight = if object.kind == "Job" { wave.saturating_sub(1).to_string() } else { "-1".to_owned() };
    for (key, value) in HOOK.into_iter().chain([("helm.sh/hook-weight", weight.as_str())]) {
        annotations.insert(key.into(), Node::text(value, origin));
    }
}
