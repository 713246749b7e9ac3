//! All environments' objects to the chart's templates.

use crate::build::{Builder, Version};
use crate::diff::{Found, LocalFlag, Present, diff, same};
use crate::health;
use crate::late::{note, note_all};
use crate::model::Model;
use crate::registry::{Registry, Subject};
use indexmap::IndexMap;
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::l::l0501_chart_choice as l0501;
use infrac_plan::lock::Lock;
use infrac_plan::{OriginId, Plan};
use infrac_source::Str;
use infrac_target::{FileBody, Forest, Kept, Object, is_allowed};
use infrac_tree::data::Node;
use infrac_tree::template::{Guard, Part, PartBody, Shape};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Under which block the values of the chart's test stand: no block can have this identity.
const TEST: &str = "helm test";

/// How many attributes the lint names.
const LISTED: usize = 5;

/// What came of it.
pub(crate) struct Generalised<'p> {
    /// The templates, by their paths below `templates/`.
    pub(crate) files: IndexMap<Str, Vec<Part>>,
    pub(crate) registry: Registry<'p>,
    pub(crate) kept: Vec<Kept>,
    /// The late values that templates read.
    pub(crate) used: BTreeSet<Str>,
    pub(crate) diagnostics: Diagnostics,
}

/// An object in all environments that have it.
struct Group {
    path: Str,
    subject: Subject,
    versions: Vec<(u16, Object)>,
    present: Present,
}

/// What becomes of it.
enum Plan1 {
    /// One template: what was found out, and the registry's numbers of its holes and flags.
    One { found: Found, holes: Vec<usize>, flags: Vec<usize>, guard: Option<usize> },
    /// A version for each group of environments.
    Choice(Vec<Vec<usize>>),
}

/// Generalises the forests of these plans.
pub(crate) fn generalise<'p>(lock: &'p Lock, plans: &[&'p Plan], forests: Vec<Forest>) -> Generalised<'p> {
    let mut groups = groups(plans, forests);
    let all: Present = (0..plans.len()).filter_map(|at| u16::try_from(at).ok()).collect();
    for group in &mut groups {
        // Shared, so that comparing sets of environments is cheap.
        if group.present.len() == all.len() {
            group.present = Arc::clone(&all);
        }
    }
    let found: Vec<Found> = groups
        .par_iter()
        .map(|group| {
            let versions: Vec<&Node> = group.versions.iter().map(|(_, object)| &object.node).collect();
            diff(&group.subject.kind, &versions, &group.present)
        })
        .collect();
    let whole = whole_blocks(&groups);
    let mut registry = Registry::new(plans.iter().map(|plan| Model::new(plan)).collect(), lock);
    let mut diagnostics = Diagnostics::default();
    let mut used = BTreeSet::new();
    let mut planned = Vec::with_capacity(groups.len());
    for (group, found) in groups.iter().zip(found) {
        let guard = group.present.len() < all.len();
        if found.unliftable || is_too_different(&found) {
            if !found.unliftable {
                lint(&mut registry, plans, group, &found, &mut diagnostics);
            }
            group.versions.iter().for_each(|(_, object)| note_all(&object.node, &mut used));
            planned.push(Plan1::Choice(alike(group)));
            continue;
        }
        planned.push(register(&mut registry, group, found, guard, &whole, &mut used));
    }
    let kept = registry.name();
    let mut files: IndexMap<Str, Vec<Part>> = IndexMap::new();
    for (group, plan) in groups.into_iter().zip(planned) {
        let path = group.path.clone();
        files.entry(path).or_default().push(part(&registry, plans, group, plan));
    }
    Generalised { files, registry, kept, used, diagnostics }
}

/// The objects of all environments, brought together by file, kind and name; by file, kind and block where no environment has two of them,
/// as then the name may differ.
fn groups(plans: &[&Plan], forests: Vec<Forest>) -> Vec<Group> {
    type Key = (Str, Str, Str);
    let mut entries: Vec<(u16, Key, Object)> = Vec::new();
    let mut alone: FxHashMap<Key, (u16, bool)> = FxHashMap::default();
    for ((at, plan), forest) in (0_u16..).zip(plans).zip(forests) {
        for file in forest.files {
            let FileBody::Objects(objects) = file.body else { continue };
            for object in objects {
                let header = object.of.and_then(|block| plan.header(block));
                let identity = match header {
                    _ if file.path == health::FILE => TEST.into(),
                    Some(header) if header.kind != "environment" => header.identity.clone(),
                    _ => Str::default(),
                };
                let key = (file.path.clone(), object.kind.clone(), identity);
                alone
                    .entry(key.clone())
                    .and_modify(|(last, alone)| {
                        *alone &= *last != at;
                        *last = at;
                    })
                    .or_insert((at, true));
                entries.push((at, key, object));
            }
        }
    }
    let mut groups: IndexMap<(Key, Str), Group> = IndexMap::new();
    for (at, key, object) in entries {
        let is_only = alone.get(&key).is_some_and(|(_, alone)| *alone);
        let name = if is_only { Str::default() } else { object.name.clone() };
        let group = groups.entry((key.clone(), name)).or_insert_with(|| Group {
            path: key.0,
            subject: Subject {
                kind: object.kind.clone(),
                name: object.name.clone(),
                identity: key.2,
                blocks: vec![None; plans.len()],
                is_only,
            },
            versions: Vec::new(),
            present: Present::default(),
        });
        let environment = || {
            let blocks = plans.get(usize::from(at)).map(|plan| &plan.blocks().environments);
            blocks.and_then(|blocks| blocks.first()).map(|block| block.header.id)
        };
        if let Some(slot) = group.subject.blocks.get_mut(usize::from(at)) {
            *slot = object.of.or_else(environment);
        }
        // Of two objects with one name, which is an error elsewhere, the first counts.
        if group.versions.last().is_none_or(|(last, _)| *last != at) {
            group.versions.push((at, object));
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    for group in &mut groups {
        group.present = group.versions.iter().map(|(at, _)| *at).collect();
    }
    groups
}

/// Whether an object is better told version by version (language reference, chapter 8, "Too different").
fn is_too_different(found: &Found) -> bool {
    let cost = found.holes.len() + 2 * found.flags.len() + 4 * found.subtrees;
    cost > 20 && 2 * cost > found.leaves
}

/// The versions of an object, those that are alike together, by their numbers.
fn alike(group: &Group) -> Vec<Vec<usize>> {
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    let node = |at: usize| group.versions.get(at).map(|(_, object)| &object.node);
    for at in 0..group.versions.len() {
        let known = kinds.iter_mut().find(|kind| {
            let first = kind.first().and_then(|first| node(*first));
            first.zip(node(at)).is_some_and(|(a, b)| same(a, b))
        });
        match known {
            Some(kind) => kind.push(at),
            None => kinds.push(vec![at]),
        }
    }
    kinds
}

/// For each block and set of environments whether all its objects are there in exactly these.
fn whole_blocks(groups: &[Group]) -> FxHashMap<Str, Option<Present>> {
    let mut blocks: FxHashMap<Str, Option<Present>> = FxHashMap::default();
    for group in groups {
        blocks
            .entry(group.subject.identity.clone())
            .and_modify(|present| {
                if present.as_ref() != Some(&group.present) {
                    *present = None;
                }
            })
            .or_insert_with(|| Some(group.present.clone()));
    }
    blocks
}

fn register(
    registry: &mut Registry<'_>,
    group: &Group,
    mut found: Found,
    guard: bool,
    whole: &FxHashMap<Str, Option<Present>>,
    used: &mut BTreeSet<Str>,
) -> Plan1 {
    let subject = &group.subject;
    let origin = group.versions.first().map_or(OriginId::NONE, |(_, object)| object.origin);
    let guard = guard.then(|| {
        let flag = LocalFlag { path: Vec::new(), present: group.present.clone(), origin };
        let whole_block = whole.get(&subject.identity).is_some_and(Option::is_some);
        registry.flag(subject, &flag, whole_block)
    });
    let flags = found.flags.iter().map(|flag| registry.flag(subject, flag, false)).collect();
    used.append(&mut found.late);
    for node in found.holes.iter().flat_map(|hole| &hole.values) {
        note(node, used);
    }
    let holes = std::mem::take(&mut found.holes).into_iter().map(|hole| registry.value(subject, hole)).collect();
    Plan1::One { found, holes, flags, guard }
}

/// An object's template.
fn part(registry: &Registry<'_>, plans: &[&Plan], mut group: Group, plan: Plan1) -> Part {
    let origin = group.versions.first().map_or(OriginId::NONE, |(_, object)| object.origin);
    match plan {
        Plan1::One { found, holes, flags, guard } => {
            let builder =
                Builder { values: &registry.values, flags: &registry.flags, holes: &holes, own_flags: &flags };
            let guard =
                guard.and_then(|flag| registry.flags.get(flag)).map(|flag| Guard::Flag(flag.path.as_str().into()));
            let mut versions: Vec<Version<'_>> = group
                .versions
                .iter_mut()
                .map(|(environment, object)| Version { environment: *environment, node: &mut object.node })
                .collect();
            let shape: Shape = builder.shape(&found.skeleton, &mut versions);
            Part { guard, body: PartBody::One(shape), origin }
        }
        Plan1::Choice(kinds) => {
            let name = |at: &usize| {
                let environment = group.versions.get(*at).map(|(environment, _)| usize::from(*environment));
                environment.and_then(|at| plans.get(at)).map(|plan| plan.environment_name().clone())
            };
            let versions = kinds.iter().filter_map(|kind| {
                let node = group.versions.get(*kind.first()?)?.1.node.clone();
                Some((kind.iter().filter_map(name).collect(), node))
            });
            Part { guard: None, body: PartBody::Choice(versions.collect()), origin }
        }
    }
}

/// Says that an object is told version by version, and which attributes make it so.
fn lint(registry: &mut Registry<'_>, plans: &[&Plan], group: &Group, found: &Found, diagnostics: &mut Diagnostics) {
    let mut attributes: Vec<String> = Vec::new();
    for hole in &found.holes {
        let name = registry.wanted(&group.subject, hole);
        if !attributes.contains(&name) {
            attributes.push(name);
        }
    }
    let more = attributes.len().saturating_sub(LISTED);
    attributes.truncate(LISTED);
    let first = group.versions.first().and_then(|(at, object)| Some((plans.get(usize::from(*at))?, object)));
    let Some((plan, object)) = first else { return };
    let Some(header) = object.of.and_then(|block| plan.header(block)) else { return };
    if is_allowed(plan, header, l0501::CODE) {
        return;
    }
    let Some(place) = plan.place(header.origin, header.id) else { return };
    diagnostics.push(place.explain(l0501::chart_choice(place.span, &object.kind, &object.name, &attributes, more)));
}
