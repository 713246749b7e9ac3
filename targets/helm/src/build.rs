//! From what was found out about an object to its template, in two steps: values have names only once all objects have been seen, and trees
//! are not kept until then. Trees are taken apart, not copied: what is constant moves from the first environment that has it.

use crate::diff::{GuardBy, Member, Skeleton};
use crate::registry::Paths;
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Node, NodeKind, Scalar};
use infrac_tree::template::{Form, Guard, Hole, Shape, Slot};

/// A node in one environment.
pub(crate) struct Version<'n> {
    pub(crate) environment: u16,
    pub(crate) node: &'n mut Node,
}

impl Version<'_> {
    /// The entry or item that stands there.
    fn child(&mut self, at: usize) -> Option<Version<'_>> {
        let node = match &mut self.node.kind {
            NodeKind::Map(entries) => entries.values_mut().nth(at),
            NodeKind::List(items) => items.get_mut(at),
            NodeKind::Scalar(_) => None,
        };
        Some(Version { environment: self.environment, node: node? })
    }
}

/// The template of a node that is there in these versions, in which nothing has a name yet: see [`Naming`]. What is constant has been taken
/// from the trees, which are needed no longer.
pub(crate) fn draft(skeleton: Skeleton, versions: &mut [Version<'_>]) -> Shape {
    let origin = versions.first().map_or(OriginId::NONE, |version| version.node.origin);
    match skeleton {
        Skeleton::Same => Shape::Constant(versions.first_mut().map_or_else(empty, |version| take(version.node))),
        Skeleton::Hole => Shape::Hole(Hole { values: Str::default(), form: Form::Json, origin }),
        Skeleton::Alike(different) => alike(different, versions, origin),
        Skeleton::Map(members) => Shape::Map(slots(members, versions), origin),
        Skeleton::List(members) => Shape::List(slots(members, versions), origin),
    }
}

/// The template of a node whose children all versions have in the same places. Those that are the same everywhere move as they are.
fn alike(different: Vec<(usize, Skeleton)>, versions: &mut [Version<'_>], origin: OriginId) -> Shape {
    let Some((first, rest)) = versions.split_first_mut() else { return Shape::Constant(empty()) };
    let mut different = different.into_iter().peekable();
    let mut child = |at: usize, key: Str, mut node: Node| {
        let Some((_, body)) = different.next_if(|(place, _)| *place == at) else {
            return Slot { key, guard: None, shape: Shape::Constant(node), comment: None };
        };
        let mut versions = Vec::with_capacity(rest.len() + 1);
        versions.push(Version { environment: first.environment, node: &mut node });
        versions.extend(rest.iter_mut().filter_map(|version| version.child(at)));
        slot(key, None, body, &mut versions)
    };
    match std::mem::replace(&mut first.node.kind, NOTHING) {
        NodeKind::Map(entries) => {
            let slots = entries.into_iter().enumerate().map(|(at, (key, node))| child(at, key, node));
            Shape::Map(slots.collect(), origin)
        }
        NodeKind::List(items) => {
            let slots = items.into_iter().enumerate().map(|(at, node)| child(at, Str::default(), node));
            Shape::List(slots.collect(), origin)
        }
        NodeKind::Scalar(_) => Shape::Constant(empty()),
    }
}

/// The templates of children that not all versions need to have.
fn slots(members: Vec<Member>, versions: &mut [Version<'_>]) -> Vec<Slot> {
    let mut slots = Vec::with_capacity(members.len());
    for member in members {
        let Member { key, present, positions, guard, body } = member;
        // Both ascend.
        let mut places = present.iter().zip(positions).peekable();
        let mut inner: Vec<Version<'_>> = versions
            .iter_mut()
            .filter_map(|version| {
                let (_, at) = places.next_if(|(environment, _)| **environment == version.environment)?;
                version.child(at)
            })
            .collect();
        slots.push(slot(key, guard, body, &mut inner));
    }
    slots
}

fn slot(key: Str, guard: Option<GuardBy>, body: Skeleton, versions: &mut [Version<'_>]) -> Slot {
    let comment = match &body {
        // Printed with the node itself.
        Skeleton::Same => None,
        Skeleton::Alike(_) | Skeleton::Map(_) | Skeleton::List(_) | Skeleton::Hole => {
            versions.iter().find_map(|version| version.node.comment.as_deref().cloned())
        }
    };
    let guard = guard.map(|guard| match guard {
        GuardBy::Own => Guard::Key { map: Str::default(), key: Str::default() },
        GuardBy::Flag => Guard::Flag(Str::default()),
    });
    Slot { key, guard, shape: draft(body, versions), comment }
}

/// The names of an object's holes and flags.
pub(crate) struct Naming<'a, H, F> {
    pub(crate) paths: &'a Paths,
    /// The numbers of its values, in the order of the holes.
    pub(crate) holes: H,
    /// The numbers of its flags, in their order.
    pub(crate) flags: F,
}

impl<H: Iterator<Item = usize>, F: Iterator<Item = usize>> Naming<'_, H, F> {
    /// Names what a template reads.
    pub(crate) fn name(&mut self, shape: &mut Shape) {
        match shape {
            Shape::Constant(_) => {}
            Shape::Hole(hole) => {
                if let Some((path, form)) = self.holes.next().and_then(|at| self.paths.values.get(at)) {
                    hole.values.clone_from(path);
                    hole.form = *form;
                }
            }
            Shape::Map(slots, _) | Shape::List(slots, _) => slots.iter_mut().for_each(|slot| self.name_slot(slot)),
        }
    }

    fn name_slot(&mut self, slot: &mut Slot) {
        self.name(&mut slot.shape);
        match (&mut slot.guard, &slot.shape) {
            (Some(Guard::Flag(flag)), _) => {
                if let Some(path) = self.flags.next().and_then(|at| self.paths.flags.get(at)) {
                    flag.clone_from(path);
                }
            }
            (Some(Guard::Key { map, key }), Shape::Hole(hole)) => {
                let (outer, last) = hole.values.rsplit_once('.').unwrap_or(("", &hole.values));
                (*map, *key) = (outer.into(), last.into());
            }
            (Some(Guard::Key { .. }), Shape::Constant(_) | Shape::Map(..) | Shape::List(..)) | (None, _) => {}
        }
    }
}

fn take(node: &mut Node) -> Node {
    std::mem::replace(node, empty())
}

/// What stays where something has been taken.
const NOTHING: NodeKind = NodeKind::Scalar(Scalar::Null);

fn empty() -> Node {
    Node::new(NOTHING, OriginId::NONE)
}
