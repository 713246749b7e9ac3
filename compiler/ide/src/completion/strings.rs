//! Inside strings: metrics of PromQL, folders of imports, files that are read.

use super::context::Text;
use super::{Completion, CompletionKind};
use crate::files::FileView;
use crate::snapshot::Snapshot;
use infrac_driver::normalize;
use infrac_embedded::Language;
use infrac_model::Type;
use infrac_plan::exports::Exports;
use infrac_source::Utf8Path;
use std::collections::BTreeMap;

pub(super) fn offer(snapshot: &Snapshot, view: FileView<'_>, text: &Text) -> Vec<Completion> {
    if text.import || text.function.as_deref() == Some("file") {
        return files(snapshot, view, text);
    }
    let Some(ty) = &text.ty else { return Vec::new() };
    let is_metric = |form: &Type| match form {
        Type::Named(id) => {
            let def = snapshot.model().type_def(*id);
            def.language == Some(Language::PromQl) || (def.name == "MetricName" && def.module.0 == 0)
        }
        _ => false,
    };
    if snapshot.form(ty, is_metric).is_some() { metrics(snapshot, view, text) } else { Vec::new() }
}

/// The metrics that services export in some environment, with who does. None before the plans are made.
fn metrics(snapshot: &Snapshot, view: FileView<'_>, text: &Text) -> Vec<Completion> {
    let word =
        text.before.chars().rev().take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ':'));
    let replace = view.span(text.at - word.count() as u32, text.at);
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for plan in snapshot.plans() {
        let exports = Exports::of(plan);
        for name in exports.names() {
            let by = exports.exporter(name).map(|(block, _)| plan.users_name(block).to_string()).unwrap_or_default();
            names.entry(name.to_owned()).or_insert(by);
        }
    }
    let offered = names
        .into_iter()
        .map(|(name, by)| Completion::new(name, CompletionKind::Metric, replace).detail(format!("exported by {by}")));
    offered.collect()
}

/// What lies in the folder that the text before the cursor leads to.
fn files(snapshot: &Snapshot, view: FileView<'_>, text: &Text) -> Vec<Completion> {
    let (folder, typed) =
        text.before.rsplit_once('/').map_or(("", text.before.as_str()), |(folder, typed)| (folder, typed));
    let replace = view.span(text.at - typed.len() as u32, text.at);
    let own = view.source().path().parent().unwrap_or(Utf8Path::new(""));
    let wanted = normalize(&own.join(folder));
    let world = snapshot.world();
    let names = world.names(&wanted).unwrap_or_default();
    let leads =
        |name: &String| !text.import || world.infra_files(&wanted.join(name)).is_ok_and(|files| !files.is_empty());
    let mut found: Vec<Completion> = names
        .into_iter()
        .filter(|name| !name.starts_with('.'))
        .filter(leads)
        .map(|name| Completion::new(name, CompletionKind::File, replace))
        .collect();
    if folder.is_empty() || folder.ends_with("..") {
        found.push(Completion::new("..", CompletionKind::File, replace).rank(7));
    }
    found
}
