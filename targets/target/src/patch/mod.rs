//! Patches (language reference, "Patches"): select generated objects and change them. All paths are resolved before anything is changed, and no two
//! changes of one object may meet; so patches commute and have no order.

mod path;
mod select;
mod value;

use crate::{FileBody, Forest, Object};
use infrac_diagnostics::codes::e08::{
    e0801_matches_nothing as e0801, e0802_path_missing as e0802, e0803_patch_type as e0803, e0804_match_count as e0804,
    e0805_patch_conflict as e0805, e0806_patch_value as e0806, e0807_path_syntax as e0807, e0808_patch_target as e0808,
};
use infrac_diagnostics::{Diagnostic, Diagnostics, did_you_mean};
use infrac_plan::kinds::Patch;
use infrac_plan::{At, Block, OriginId, Plan, Val};
use infrac_source::Str;
use infrac_tree::data::{Grammar, Node, NodeKind};
use path::Place;
pub use path::{Step, list_keys, parse as parse_path};
use std::collections::BTreeMap;
use value::Writer;

/// A change whose path has been found.
struct Change {
    path: Vec<Place>,
    action: Action,
    origin: OriginId,
}

enum Action {
    Set(Node),
    Remove,
    Append(Vec<Node>),
}

/// What a patch wants at a path.
enum Wanted<'a> {
    Set(&'a At<Val>),
    Remove,
    Append(&'a At<Val>),
}

/// Applies the patches of `plan` for `target`. With a finding the forest is returned as far as it could be changed, and must not be written.
pub fn patch(plan: &Plan, target: &str, mut forest: Forest) -> (Forest, Diagnostics) {
    let mut patcher = Patcher { plan, target, found: Diagnostics::default(), changes: BTreeMap::new() };
    let mut objects: Vec<&mut Object> = forest
        .files
        .iter_mut()
        .filter_map(|file| match &mut file.body {
            FileBody::Objects(objects) => Some(objects),
            FileBody::Json(_) | FileBody::Hcl(_) | FileBody::Lines(_) => None,
        })
        .flatten()
        .collect();
    for block in &plan.blocks().patches {
        if block.header.type_label.as_deref() == Some(target) {
            let seen: Vec<&Object> = objects.iter().map(|object| &**object).collect();
            patcher.resolve(block, &seen);
        }
    }
    let Patcher { changes, found, .. } = patcher;
    let mut diagnostics = found;
    for (index, mut changes) in changes {
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        conflicts(plan, &changes, &mut diagnostics);
        if let Some(object) = objects.get_mut(index) {
            apply(&mut object.node, changes);
        }
    }
    (forest, diagnostics)
}

/// Whether the plan has patches for `target`.
pub fn has_patches(plan: &Plan, target: &str) -> bool {
    plan.blocks().patches.iter().any(|block| block.header.type_label.as_deref() == Some(target))
}

/// Patches for targets that infrac does not have.
pub fn unknown_targets(plan: &Plan, targets: &[&str]) -> Diagnostics {
    let mut found = Diagnostics::default();
    for block in &plan.blocks().patches {
        let label = block.header.type_label.as_deref().unwrap_or_default();
        if !targets.contains(&label)
            && let Some(span) = plan.origins().span(block.header.origin)
        {
            found.push(e0808::patch_target(
                span,
                label,
                did_you_mean(label, targets.iter().copied()),
                &targets.join(", "),
            ));
        }
    }
    found
}

struct Patcher<'a> {
    plan: &'a Plan,
    target: &'a str,
    found: Diagnostics,
    /// By the number of the object.
    changes: BTreeMap<usize, Vec<Change>>,
}

impl Patcher<'_> {
    fn report(&mut self, block: &Block<Patch>, origin: OriginId, word: impl FnOnce(infrac_source::Span) -> Diagnostic) {
        if let Some(place) = self.plan.place(origin, block.header.id) {
            let found = place.explain(word(place.span));
            self.found.push(found.in_environment(self.plan.environment_name().clone()));
        }
    }

    fn resolve(&mut self, block: &Block<Patch>, objects: &[&Object]) {
        let Patch { select, set, remove, append, count } = &block.value;
        let matching: Vec<usize> = select::matching(self.plan, &select.value, objects);
        let label = block.header.label.clone();
        if matching.is_empty() {
            let target = self.target;
            let near = select::near_misses(self.plan, &select.value, objects);
            self.report(block, select.origin, |span| e0801::matches_nothing(span, &label, target, &near));
            return;
        }
        if let Some(count) = count
            && usize::try_from(count.value) != Ok(matching.len())
        {
            let names = select::listed(matching.iter().filter_map(|index| objects.get(*index).copied()));
            let found = matching.len();
            self.report(block, count.origin, |span| e0804::match_count(span, &label, count.value, found, &names));
            return;
        }
        for index in matching {
            let Some(object) = objects.get(index) else { continue };
            for (path, value) in &set.value {
                self.change(block, index, object, path, value.origin, &Wanted::Set(value));
            }
            for path in &remove.value {
                self.change(block, index, object, &path.value, path.origin, &Wanted::Remove);
            }
            for (path, value) in &append.value {
                self.change(block, index, object, path, value.origin, &Wanted::Append(value));
            }
        }
    }

    /// Finds the path in one object and remembers the change, or says why not.
    fn change(
        &mut self,
        block: &Block<Patch>,
        index: usize,
        object: &Object,
        text: &Str,
        origin: OriginId,
        wanted: &Wanted<'_>,
    ) {
        let steps = match path::parse(text) {
            Ok(steps) => steps,
            Err(why) => return self.report(block, origin, |span| e0807::path_syntax(span, text, why)),
        };
        let mut node = Some(&object.node);
        let mut field: Str = Str::default();
        let mut path = Vec::new();
        for (at, step) in steps.iter().enumerate() {
            let last = at + 1 == steps.len();
            let Some(here) = node else { return };
            let (Step::Key(key) | Step::Bracket(key)) = step;
            let place = match path::find(here, &field, step) {
                Some(place) => place,
                // A new leaf below a map that is there.
                None if last && matches!(wanted, Wanted::Set(_)) && matches!(here.kind, NodeKind::Map(_)) => {
                    Place::Entry(key.clone())
                }
                None => {
                    let candidates = path::candidates(here, &field);
                    let near = did_you_mean(key, candidates.iter().map(Str::as_str)).map(str::to_owned);
                    let there = candidates.iter().map(Str::as_str).collect::<Vec<_>>().join(", ");
                    let object = format!("{} `{}`", object.kind, object.name);
                    return self.report(block, origin, |span| {
                        e0802::path_missing(span, text, key, &object, near.as_deref(), &there)
                    });
                }
            };
            node = path::at(here, &place);
            field = key.clone();
            path.push(place);
        }
        let grammar = grammar(self.target, &path);
        if let Some(action) = self.action(block, text, origin, wanted, node, grammar) {
            self.changes.entry(index).or_default().push(Change { path, action, origin });
        }
    }

    fn action(
        &mut self,
        block: &Block<Patch>,
        text: &str,
        origin: OriginId,
        wanted: &Wanted<'_>,
        replaced: Option<&Node>,
        grammar: Grammar,
    ) -> Option<Action> {
        let value = match wanted {
            Wanted::Remove => return Some(Action::Remove),
            Wanted::Set(value) | Wanted::Append(value) => value,
        };
        let node = match (Writer { target: self.target, grammar }).node(value) {
            Ok(node) => node,
            Err(why) => {
                self.report(block, origin, |span| e0806::patch_value(span, text, why));
                return None;
            }
        };
        let given = value::sort(&node);
        let (wants, fits) = match (wanted, replaced) {
            (Wanted::Append(_), Some(there)) => ("a list", value::sort(there) == "a list" && given == "a list"),
            (_, Some(there)) => {
                let there = value::sort(there);
                (there, there == given || there == "null")
            }
            (_, None) => ("", true),
        };
        if !fits {
            self.report(block, origin, |span| e0803::patch_type(span, text, given, wants));
            return None;
        }
        Some(match (wanted, node.kind) {
            (Wanted::Append(_), NodeKind::List(items)) => Action::Append(items),
            (_, kind) => Action::Set(Node { kind, origin, comment: None, aside: None }),
        })
    }
}

/// What reads a text at that path next: Compose interpolates all values, Kubernetes expands `command`, `args` and `env[].value`.
fn grammar(target: &str, path: &[Place]) -> Grammar {
    let is = |place: &Place, name: &str| matches!(place, Place::Entry(key) if key == name);
    match target {
        "compose" => Grammar::Compose,
        "kubernetes" if path.iter().any(|place| is(place, "command") || is(place, "args") || is(place, "env")) => {
            Grammar::KubernetesEnv
        }
        _ => Grammar::Plain,
    }
}

/// Changes at equal paths, or one below another. `changes` are sorted, so what lies below a path follows it.
fn conflicts(plan: &Plan, changes: &[Change], found: &mut Diagnostics) {
    let mut root: Option<&Change> = None;
    for change in changes {
        match root {
            Some(before) if change.path.starts_with(&before.path) => {
                let span = |origin| plan.origins().span(origin);
                if let (Some(first), Some(second)) = (span(before.origin), span(change.origin)) {
                    let found_here = e0805::patch_conflict(second, &shown(&change.path), first, &shown(&before.path));
                    found.push(found_here.in_environment(plan.environment_name().clone()));
                }
            }
            _ => root = Some(change),
        }
    }
}

fn shown(path: &[Place]) -> String {
    let mut text = String::new();
    for place in path {
        match place {
            Place::Item(index) => text.push_str(&format!("[{index}]")),
            Place::Entry(key) if key.contains(['.', '[']) => text.push_str(&format!("[{key}]")),
            Place::Entry(key) if text.is_empty() => text.push_str(key),
            Place::Entry(key) => text.push_str(&format!(".{key}")),
        }
    }
    text
}

/// Sets and appends first, since they move nothing; then removals, from the end, so that no index moves before it is used.
fn apply(root: &mut Node, changes: Vec<Change>) {
    let (removals, others): (Vec<Change>, Vec<Change>) =
        changes.into_iter().partition(|change| matches!(change.action, Action::Remove));
    for Change { path, action, .. } in others.into_iter().chain(removals.into_iter().rev()) {
        let Some((last, parents)) = path.split_last() else { continue };
        let Some(parent) = path::at_mut(root, parents) else { continue };
        match (&mut parent.kind, last, action) {
            (NodeKind::Map(entries), Place::Entry(key), Action::Set(node)) => {
                entries.insert(key.clone(), node);
            }
            (NodeKind::List(items), Place::Item(index), Action::Set(node)) => {
                if let Some(item) = items.get_mut(*index) {
                    *item = node;
                }
            }
            (NodeKind::Map(entries), Place::Entry(key), Action::Remove) => {
                entries.shift_remove(key);
            }
            (NodeKind::List(items), Place::Item(index), Action::Remove) if *index < items.len() => {
                items.remove(*index);
            }
            (_, last, Action::Append(new)) => {
                if let Some(Node { kind: NodeKind::List(items), .. }) = path::at_mut(parent, std::slice::from_ref(last))
                {
                    items.extend(new);
                }
            }
            (NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Scalar(_), ..) => {}
        }
    }
}
