//! From what was found out about an object to its template, in two steps: values have names only once all objects have been seen, and trees
//! are not kept until then. Trees are taken apart, not copied: what is constant moves from the first environment that has it.

use crate::diff::{GuardBy, Member, Skeleton};
use crate::registry::{Flag, Value};
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Node, NodeKind, Scalar};
use infrac_tree::template::{Guard, Hole, Shape, Slot};

/// What the numbers of an object's holes and flags mean.
pub(crate) struct Builder<'a> {
    pub(crate) values: &'a [Value],
    pub(crate) flags: &'a [Flag],
    /// By the object's own numbers.
    pub(crate) holes: &'a [usize],
    pub(crate) own_flags: &'a [usize],
}

/// A node in one environment.
pub(crate) struct Version<'n> {
    pub(crate) environment: u16,
    pub(crate) node: &'n mut Node,
}

/// A node of a template whose values have no names yet: what is constant has been taken from the trees, which are needed no longer.
#[derive(Debug)]
pub(crate) enum Draft {
    Constant(Node),
    Map(Vec<DraftSlot>, OriginId),
    List(Vec<DraftSlot>, OriginId),
    Hole(usize, OriginId),
}

/// An entry or an item.
#[derive(Debug)]
pub(crate) struct DraftSlot {
    key: Str,
    guard: Option<GuardBy>,
    draft: Draft,
    comment: Option<Str>,
}

/// The draft of a node that is there in these versions.
pub(crate) fn draft(skeleton: Skeleton, versions: &mut [Version<'_>]) -> Draft {
    let origin = versions.first().map_or(OriginId::NONE, |version| version.node.origin);
    match skeleton {
        Skeleton::Same => Draft::Constant(versions.first_mut().map_or_else(empty, |version| take(version.node))),
        Skeleton::Hole(hole) => Draft::Hole(hole, origin),
        Skeleton::Map(members) => {
            let slots = members.into_iter().map(|member| {
                let mut inner: Vec<Version<'_>> = versions
                    .iter_mut()
                    .filter(|version| member.present.contains(&version.environment))
                    .filter_map(|version| {
                        let NodeKind::Map(entries) = &mut version.node.kind else { return None };
                        Some(Version { environment: version.environment, node: entries.get_mut(&member.key)? })
                    })
                    .collect();
                slot(member, &mut inner)
            });
            Draft::Map(slots.collect(), origin)
        }
        Skeleton::List(members) => {
            let slots = members.into_iter().map(|member| {
                let mut inner: Vec<Version<'_>> = versions
                    .iter_mut()
                    .filter_map(|version| {
                        let at = member.present.iter().position(|one| *one == version.environment)?;
                        let NodeKind::List(items) = &mut version.node.kind else { return None };
                        let node = items.get_mut(*member.positions.get(at)?)?;
                        Some(Version { environment: version.environment, node })
                    })
                    .collect();
                slot(member, &mut inner)
            });
            Draft::List(slots.collect(), origin)
        }
    }
}

fn slot(member: Member, versions: &mut [Version<'_>]) -> DraftSlot {
    let comment = match &member.body {
        // Printed with the node itself.
        Skeleton::Same => None,
        Skeleton::Map(_) | Skeleton::List(_) | Skeleton::Hole(_) => {
            versions.iter().find_map(|version| version.node.comment.as_deref().cloned())
        }
    };
    DraftSlot { key: member.key, guard: member.guard, draft: draft(member.body, versions), comment }
}

impl Builder<'_> {
    /// The template of a draft.
    pub(crate) fn shape(&self, draft: Draft) -> Shape {
        let slots = |slots: Vec<DraftSlot>| slots.into_iter().map(|slot| self.slot(slot)).collect();
        match draft {
            Draft::Constant(node) => Shape::Constant(node),
            Draft::Hole(hole, origin) => Shape::Hole(self.hole(hole, origin)),
            Draft::Map(entries, origin) => Shape::Map(slots(entries), origin),
            Draft::List(items, origin) => Shape::List(slots(items), origin),
        }
    }

    fn slot(&self, slot: DraftSlot) -> Slot {
        let guard = slot.guard.and_then(|guard| self.guard(guard, &slot.draft));
        Slot { key: slot.key, guard, shape: self.shape(slot.draft), comment: slot.comment }
    }

    fn guard(&self, guard: GuardBy, draft: &Draft) -> Option<Guard> {
        match (guard, draft) {
            (GuardBy::Own, Draft::Hole(hole, _)) => {
                let path = &self.values.get(*self.holes.get(*hole)?)?.path;
                let (map, key) = path.rsplit_once('.').unwrap_or(("", path));
                Some(Guard::Key { map: map.into(), key: key.into() })
            }
            (GuardBy::Own, Draft::Constant(_) | Draft::Map(..) | Draft::List(..)) => None,
            (GuardBy::Flag(flag), _) => self.flag(flag),
        }
    }

    /// The guard of one of the object's own flags.
    fn flag(&self, flag: usize) -> Option<Guard> {
        let path = &self.flags.get(*self.own_flags.get(flag)?)?.path;
        Some(Guard::Flag(Str::from(path.as_str())))
    }

    fn hole(&self, hole: usize, origin: OriginId) -> Hole {
        let value = self.holes.get(hole).and_then(|at| self.values.get(*at));
        match value {
            Some(value) => Hole { values: value.path.as_str().into(), form: value.form, origin },
            None => Hole { values: Str::default(), form: infrac_tree::template::Form::Json, origin },
        }
    }
}

fn take(node: &mut Node) -> Node {
    std::mem::replace(node, empty())
}

fn empty() -> Node {
    Node::new(NodeKind::Scalar(Scalar::Null), OriginId::NONE)
}
