//! All environments' objects to the chart's templates.

use crate::build::{Builder, Draft, Version, draft};
use crate::diff::{Found, LocalFlag, Present, Skeleton, diff, same};
use crate::health;
use crate::late::{note, note_all};
use crate::model::Model;
use crate::registry::{Registry, Subject};
use crate::unit::{Made, Unit};
use indexmap::IndexMap;
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::l::l0501_chart_choice as l0501;
use infrac_plan::lock::Lock;
use infrac_plan::{OriginId, Plan};
use infrac_source::Str;
use infrac_target::{Kept, Object, is_allowed};
use infrac_tree::data::Node;
use infrac_tree::template::{Guard, Part, PartBody};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Under which block the values of the chart's test stand: no block can have this identity.
const TEST: &str = "helm test";

/// How many attributes the lint names.
const LISTED: usize = 5;

/// What came of it.
pub(crate) struct Generalised<'p> {
    /// The objects of the templates, by their paths below `templates/`.
    pub(crate) files: Vec<(Str, Vec<Pending>)>,
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
enum Fate {
    /// One template: what its environments have in common, and the registry's numbers of its holes and flags.
    One { draft: Draft, holes: Vec<usize>, flags: Vec<usize>, guard: Option<usize> },
    /// A version for each group of environments.
    Choice(Vec<(Vec<Str>, Node)>),
}

/// An object whose template is still to be made.
pub(crate) struct Pending {
    origin: OriginId,
    fate: Fate,
}

/// Brings the objects of all environments together, block by block. Of each block nothing is kept but what its template needs.
pub(crate) struct Generaliser<'p> {
    plans: &'p [&'p Plan],
    /// All environments; shared, so that comparing sets of environments is cheap.
    all: Present,
    registry: Registry<'p>,
    pending: IndexMap<Str, Vec<Pending>>,
    used: BTreeSet<Str>,
    diagnostics: Diagnostics,
}

impl<'p> Generaliser<'p> {
    /// For these environments.
    pub(crate) fn new(lock: &'p Lock, plans: &'p [&'p Plan]) -> Self {
        Self {
            plans,
            all: (0..plans.len()).filter_map(|at| u16::try_from(at).ok()).collect(),
            registry: Registry::new(plans.iter().map(|plan| Model::new(plan)).collect(), lock),
            pending: IndexMap::new(),
            used: BTreeSet::new(),
            diagnostics: Diagnostics::default(),
        }
    }

    /// Adds all objects of a block.
    pub(crate) fn add(&mut self, unit: Unit) {
        let mut groups = groups(self.plans, unit);
        for group in &mut groups {
            if group.present.len() == self.all.len() {
                group.present = Arc::clone(&self.all);
            }
        }
        let whole = whole_blocks(&groups);
        for group in groups {
            let fate = self.fate(&group, &whole);
            let origin = group.versions.first().map_or(OriginId::NONE, |(_, object)| object.origin);
            let path = group.path.clone();
            let fate = match fate {
                Decision::One { skeleton, holes, flags, guard } => {
                    let mut versions = group.versions;
                    let mut versions: Vec<Version<'_>> = versions
                        .iter_mut()
                        .map(|(environment, object)| Version { environment: *environment, node: &mut object.node })
                        .collect();
                    Fate::One { draft: draft(skeleton, &mut versions), holes, flags, guard }
                }
                Decision::Choice => Fate::Choice(choice(self.plans, group)),
            };
            self.pending.entry(path).or_default().push(Pending { origin, fate });
        }
    }

    fn fate(&mut self, group: &Group, whole: &FxHashMap<Str, Option<Present>>) -> Decision {
        let versions: Vec<&Node> = group.versions.iter().map(|(_, object)| &object.node).collect();
        let found = diff(&group.subject.kind, &versions, &group.present);
        if !found.unliftable && !is_too_different(&found) {
            return register(
                &mut self.registry,
                group,
                found,
                group.present.len() < self.all.len(),
                whole,
                &mut self.used,
            );
        }
        if !found.unliftable {
            lint(&mut self.registry, self.plans, group, &found, &mut self.diagnostics);
        }
        group.versions.iter().for_each(|(_, object)| note_all(&object.node, &mut self.used));
        Decision::Choice
    }

    /// Names the values.
    pub(crate) fn finish(mut self) -> Generalised<'p> {
        let kept = self.registry.name();
        let files = self.pending.into_iter().collect();
        Generalised { files, registry: self.registry, kept, used: self.used, diagnostics: self.diagnostics }
    }
}

/// How an object is told.
enum Decision {
    One { skeleton: Skeleton, holes: Vec<usize>, flags: Vec<usize>, guard: Option<usize> },
    Choice,
}

/// A block's objects, brought together by file, kind and name; by file, kind and block where no environment has two of them, as then the name
/// may differ.
fn groups(plans: &[&Plan], unit: Unit) -> Vec<Group> {
    type Key = (Str, Str, Str);
    let mut entries: Vec<(u16, Key, Object)> = Vec::with_capacity(unit.len());
    let mut alone: FxHashMap<Key, (u16, bool)> = FxHashMap::default();
    for Made { environment, path, object } in unit {
        let header = plans.get(usize::from(environment)).zip(object.of).and_then(|(plan, block)| plan.header(block));
        let identity = match header {
            _ if path == health::FILE => TEST.into(),
            Some(header) if header.kind != "environment" => header.identity.clone(),
            _ => Str::default(),
        };
        let key = (path, object.kind.clone(), identity);
        alone
            .entry(key.clone())
            .and_modify(|(last, alone)| {
                *alone &= *last != environment;
                *last = environment;
            })
            .or_insert((environment, true));
        entries.push((environment, key, object));
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

/// The versions of an object, those that are alike together: the names of their environments, and what it is there.
fn choice(plans: &[&Plan], group: Group) -> Vec<(Vec<Str>, Node)> {
    let mut kinds: Vec<(Vec<Str>, Node)> = Vec::new();
    for (environment, object) in group.versions {
        let Some(plan) = plans.get(usize::from(environment)) else { continue };
        let name = plan.environment_name().clone();
        match kinds.iter_mut().find(|(_, node)| same(node, &object.node)) {
            Some((names, _)) => names.push(name),
            None => kinds.push((vec![name], object.node)),
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
) -> Decision {
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
    Decision::One { skeleton: found.skeleton, holes, flags, guard }
}

impl Pending {
    /// The object's template, once the values have names.
    pub(crate) fn part(self, registry: &Registry<'_>) -> Part {
        let Self { origin, fate } = self;
        match fate {
            Fate::One { draft, holes, flags, guard } => {
                let builder =
                    Builder { values: &registry.values, flags: &registry.flags, holes: &holes, own_flags: &flags };
                let guard =
                    guard.and_then(|flag| registry.flags.get(flag)).map(|flag| Guard::Flag(flag.path.as_str().into()));
                Part { guard, body: PartBody::One(builder.shape(draft)), origin }
            }
            Fate::Choice(versions) => Part { guard: None, body: PartBody::Choice(versions), origin },
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
