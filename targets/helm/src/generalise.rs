//! All environments' objects to the chart's templates.

use crate::build::{Naming, Version, draft};
use crate::diff::{Found, LocalFlag, Present, Skeleton, diff, same};
use crate::health;
use crate::late::{note, note_all};
use crate::model::Model;
use crate::registry::{Paths, Registry};
use crate::subject::Subject;
use crate::unit::{Made, Unit};
use indexmap::IndexMap;
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::l::l0501_chart_choice as l0501;
use infrac_plan::lock::Lock;
use infrac_plan::{BlockId, OriginId, Plan};
use infrac_source::Str;
use infrac_target::{Kept, Object, is_allowed};
use infrac_tree::data::Node;
use infrac_tree::template::{Guard, Part, PartBody, Shape};
use rustc_hash::{FxBuildHasher, FxHashMap};
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
    subject: Arc<Subject>,
    versions: Vec<(u16, Object)>,
    present: Present,
}

/// What becomes of it.
enum Fate {
    /// One template: what its environments have in common, in which nothing has a name yet, and the registry's numbers of its holes and flags.
    One { shape: Shape, holes: Vec<usize>, flags: Vec<usize>, guard: Option<usize> },
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
    pending: IndexMap<Str, Vec<Pending>, FxBuildHasher>,
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
            pending: IndexMap::default(),
            used: BTreeSet::new(),
            diagnostics: Diagnostics::default(),
        }
    }

    /// Adds all objects of a block.
    pub(crate) fn add(&mut self, unit: Unit) {
        let groups = groups(self.plans, &self.all, unit);
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
                    Fate::One { shape: draft(skeleton, &mut versions), holes, flags, guard }
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
fn groups(plans: &[&Plan], all: &Present, unit: Unit) -> Vec<Group> {
    /// File, kind and block.
    type Sort = (Str, Str, Str);
    let mut objects: Vec<(u16, usize, Object)> = Vec::with_capacity(unit.len());
    // With the last environment that has one, and whether no environment has two.
    let mut sorts: IndexMap<Sort, (u16, bool), FxBuildHasher> = IndexMap::default();
    for Made { environment, path, object } in unit {
        let header = plans.get(usize::from(environment)).zip(object.of).and_then(|(plan, block)| plan.header(block));
        let identity = match header {
            _ if path == health::FILE => TEST.into(),
            Some(header) if header.kind != "environment" => header.identity.clone(),
            _ => Str::default(),
        };
        let entry = sorts.entry((path, object.kind.clone(), identity));
        let sort = entry.index();
        entry
            .and_modify(|(last, alone)| {
                *alone &= *last != environment;
                *last = environment;
            })
            .or_insert((environment, true));
        objects.push((environment, sort, object));
    }
    let mut groups: IndexMap<(usize, Str), Gathered, FxBuildHasher> = IndexMap::default();
    for (at, sort, object) in objects {
        let is_only = sorts.get_index(sort).is_some_and(|(_, (_, alone))| *alone);
        let name = if is_only { Str::default() } else { object.name.clone() };
        let group = groups.entry((sort, name)).or_insert_with(|| Gathered {
            name: object.name.clone(),
            blocks: vec![None; plans.len()],
            is_only,
            versions: Vec::with_capacity(plans.len()),
        });
        let environment = || {
            let blocks = plans.get(usize::from(at)).map(|plan| &plan.blocks().environments);
            blocks.and_then(|blocks| blocks.first()).map(|block| block.header.id)
        };
        if let Some(slot) = group.blocks.get_mut(usize::from(at)) {
            *slot = object.of.or_else(environment);
        }
        // Of two objects with one name, which is an error elsewhere, the first counts.
        if group.versions.last().is_none_or(|(last, _)| *last != at) {
            group.versions.push((at, object));
        }
    }
    let whole = groups.into_iter().filter_map(|((sort, _), Gathered { name, blocks, is_only, versions })| {
        let ((path, kind, identity), _) = sorts.get_index(sort)?;
        let subject = Subject { kind: kind.clone(), name, identity: identity.clone(), blocks, is_only };
        let everywhere = versions.len() == all.len();
        let present =
            if everywhere { Arc::clone(all) } else { versions.iter().map(|(environment, _)| *environment).collect() };
        Some(Group { path: path.clone(), subject: Arc::new(subject), versions, present })
    });
    whole.collect()
}

/// A group in the making.
struct Gathered {
    name: Str,
    blocks: Vec<Option<BlockId>>,
    is_only: bool,
    versions: Vec<(u16, Object)>,
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
    pub(crate) fn part(self, paths: &Paths) -> Part {
        let Self { origin, fate } = self;
        match fate {
            Fate::One { mut shape, holes, flags, guard } => {
                Naming { paths, holes: holes.into_iter(), flags: flags.into_iter() }.name(&mut shape);
                let guard = guard.and_then(|flag| paths.flags.get(flag)).map(|flag| Guard::Flag(flag.clone()));
                Part { guard, body: PartBody::One(shape), origin }
            }
            Fate::Choice(versions) => Part { guard: None, body: PartBody::Choice(versions), origin },
        }
    }
}

/// Says that an object is told version by version, and which attributes make it so.
fn lint(registry: &mut Registry<'_>, plans: &[&Plan], group: &Group, found: &Found, diagnostics: &mut Diagnostics) {
    let mut attributes: Vec<String> = Vec::new();
    for hole in &found.holes {
        let (name, _) = registry.wanted(&group.subject, hole);
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
