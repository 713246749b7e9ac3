//! Anti-unification (language reference, chapter 8): several versions of an object to what they have in common, and what differs. One pass, in
//! which each node is visited once for each version; whether a subtree is the same everywhere is known once its children are.

use crate::align::{Aligned, Order, item_key, list_key, order, owned};
use crate::knob::{holds_knobs, is_knob};
use crate::late::{note, note_all};
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_tree::data::{Entries, Node, NodeKind, Phrase, Scalar};
use infrac_tree::template::Form;
use std::collections::BTreeSet;
use std::sync::Arc;

#[cfg(test)]
mod tests;

/// In which environments something is there, by their numbers, ascending.
pub(crate) type Present = Arc<[u16]>;

/// What the versions of a node have in common.
#[derive(Debug)]
pub(crate) enum Skeleton {
    /// Everything.
    Same,
    /// Their children stand in the same places, and all but these are the same: by their places, ascending.
    Alike(Vec<(usize, Skeleton)>),
    /// They are maps with these entries.
    Map(Vec<Member>),
    /// They are lists with these items.
    List(Vec<Member>),
    /// Nothing: it is read from the values.
    Hole,
}

/// An entry or an item.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its key; of an item in a list without keys nothing.
    pub(crate) key: Str,
    pub(crate) present: Present,
    /// Its position in each environment of `present`.
    pub(crate) positions: Vec<usize>,
    pub(crate) guard: Option<GuardBy>,
    pub(crate) body: Skeleton,
}

/// What decides whether a member is there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum GuardBy {
    /// The key of its own hole.
    Own,
    /// A flag.
    Flag,
}

/// A step from the root of an object, while it is being walked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step<'n> {
    Key(&'n str),
    /// An item, by its key.
    Item(&'n str),
    /// An item, by its position, and whether it is the only one.
    At(usize, bool),
}

/// A step that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Kept {
    Key(Str),
    Item(Str),
    At(usize, bool),
}

/// A node that is read from the values.
#[derive(Debug)]
pub(crate) struct LocalHole {
    pub(crate) path: Vec<Kept>,
    pub(crate) present: Present,
    /// What it is in each of these environments.
    pub(crate) values: Vec<Node>,
    pub(crate) form: Form,
}

/// Something that is there in some environments only.
#[derive(Debug)]
pub(crate) struct LocalFlag {
    pub(crate) path: Vec<Kept>,
    pub(crate) present: Present,
    /// What it comes from where it is there first.
    pub(crate) origin: OriginId,
}

/// What was found out about an object.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) skeleton: Skeleton,
    /// In the order in which the skeleton has them.
    pub(crate) holes: Vec<LocalHole>,
    /// In the order in which the skeleton has them, those of what is in a member before the member's own.
    pub(crate) flags: Vec<LocalFlag>,
    /// Leaves of all versions together, aligned ones counted once.
    pub(crate) leaves: usize,
    /// Holes that are whole subtrees.
    pub(crate) subtrees: usize,
    /// Some version holds what values cannot carry: `null`, which deletes; a number beyond 2^53; a late value within a subtree.
    pub(crate) unliftable: bool,
    /// The late values that what is the same reads.
    pub(crate) late: BTreeSet<Str>,
}

/// Compares the versions of an object of that kind, one for each environment of `present`.
pub(crate) fn diff(kind: &str, versions: &[&Node], present: &Present) -> Found {
    let mut walk = Walk {
        kind,
        stack: versions.to_vec(),
        path: Vec::new(),
        holes: Vec::new(),
        flags: Vec::new(),
        leaves: 0,
        subtrees: 0,
        unliftable: false,
        late: BTreeSet::new(),
    };
    let skeleton = walk.node(0, present, false);
    let Walk { holes, flags, leaves, subtrees, unliftable, late, .. } = walk;
    Found { skeleton, holes, flags, leaves, subtrees, unliftable, late }
}

struct Walk<'n> {
    kind: &'n str,
    /// The versions of the node at hand are the last ones; those of the nodes around it are below.
    stack: Vec<&'n Node>,
    path: Vec<Step<'n>>,
    holes: Vec<LocalHole>,
    flags: Vec<LocalFlag>,
    leaves: usize,
    subtrees: usize,
    unliftable: bool,
    late: BTreeSet<Str>,
}

impl<'n> Walk<'n> {
    fn row(&self, start: usize) -> &[&'n Node] {
        self.stack.get(start..).unwrap_or_default()
    }

    /// The node whose versions begin at `start`. `own`: it is guarded, and by its own key if it is a hole.
    fn node(&mut self, start: usize, present: &Present, own: bool) -> Skeleton {
        let Some(first) = self.row(start).first().copied() else { return Skeleton::Same };
        let all = |is: fn(&NodeKind) -> bool, walk: &Self| walk.row(start).iter().all(|node| is(&node.kind));
        match &first.kind {
            NodeKind::Scalar(_) if all(|kind| matches!(kind, NodeKind::Scalar(_)), self) => {
                self.scalar(start, present, own)
            }
            NodeKind::Map(_) if all(|kind| matches!(kind, NodeKind::Map(_)), self) => self.map(start, present),
            NodeKind::List(_) if all(|kind| matches!(kind, NodeKind::List(_)), self) => self.list(start, present, own),
            _ => self.hole(start, present),
        }
    }

    fn scalar(&mut self, start: usize, present: &Present, own: bool) -> Skeleton {
        self.leaves += 1;
        let Some((first, rest)) = self.row(start).split_first() else { return Skeleton::Same };
        let same = rest.iter().all(|node| node.kind == first.kind);
        if same && !own && has_late(first) {
            note(first, &mut self.late);
            return Skeleton::Same;
        }
        if same && !own && !is_knob(self.kind, &self.path) {
            return Skeleton::Same;
        }
        self.hole(start, present)
    }

    fn hole(&mut self, start: usize, present: &Present) -> Skeleton {
        let row = self.row(start);
        let form = form(row);
        let scalars = row.iter().all(|node| matches!(node.kind, NodeKind::Scalar(_)));
        let lost = match form {
            Form::Tpl => false,
            _ if scalars => row.iter().any(|node| is_lost(node) || has_late(node)),
            _ => row.iter().any(|node| is_lost_below(node)),
        };
        let values = row.iter().map(|node| (*node).clone()).collect();
        if !scalars {
            let largest = row.iter().map(|node| leaves(node)).max().unwrap_or(0);
            self.leaves += largest;
            self.subtrees += 1;
        }
        self.unliftable |= lost;
        let path = self.kept();
        self.holes.push(LocalHole { path, present: Arc::clone(present), values, form });
        Skeleton::Hole
    }

    fn kept(&self) -> Vec<Kept> {
        let kept = |step: &Step<'_>| match step {
            Step::Key(key) => Kept::Key(owned(key)),
            Step::Item(key) => Kept::Item(owned(key)),
            Step::At(at, single) => Kept::At(*at, *single),
        };
        self.path.iter().map(kept).collect()
    }

    fn map(&mut self, start: usize, present: &Present) -> Skeleton {
        let Some((&first, rest)) = self.row(start).split_first() else { return Skeleton::Same };
        let Some(first) = entries(first) else { return Skeleton::Same };
        let maps = || rest.iter().copied().filter_map(entries);
        if first.is_empty() || maps().any(Entries::is_empty) {
            let same = first.is_empty() && maps().all(Entries::is_empty);
            return if same { Skeleton::Same } else { self.hole(start, present) };
        }
        if maps().all(|map| map.len() == first.len() && map.keys().eq(first.keys())) {
            return self.alike_map(start, present, first.len());
        }
        let maps: Vec<&'n Entries> = std::iter::once(first).chain(maps()).collect();
        let sequences: Vec<Vec<&'n str>> = maps.iter().map(|map| map.keys().map(Str::as_str).collect()).collect();
        let Order { children, .. } = order(&sequences);
        let members = children.into_iter().map(|child| {
            self.path.push(Step::Key(child.key));
            let nodes = maps.iter().zip(&child.positions).filter_map(|(map, at)| Some(map.get_index((*at)?)?.1));
            let member = self.member(owned(child.key), &child, nodes, present);
            self.path.pop();
            member
        });
        Skeleton::Map(members.collect())
    }

    /// Maps with the same keys in the same order.
    fn alike_map(&mut self, start: usize, present: &Present, count: usize) -> Skeleton {
        let end = self.stack.len();
        let mut different: Vec<(usize, Skeleton)> = Vec::new();
        for at in 0..count {
            let mut name: &'n str = "";
            for version in start..end {
                if let Some((key, child)) = self.stack.get(version).and_then(|node| entries(node)?.get_index(at)) {
                    name = key;
                    self.stack.push(child);
                }
            }
            self.path.push(Step::Key(name));
            let body = self.node(end, present, false);
            self.path.pop();
            self.stack.truncate(end);
            if !matches!(body, Skeleton::Same) {
                different.push((at, body));
            }
        }
        if different.is_empty() { Skeleton::Same } else { Skeleton::Alike(different) }
    }

    fn list(&mut self, start: usize, present: &Present, own: bool) -> Skeleton {
        let Some((&first, rest)) = self.row(start).split_first() else { return Skeleton::Same };
        let Some(first) = items(first) else { return Skeleton::Same };
        let others = || rest.iter().copied().filter_map(items);
        let all = || std::iter::once(first).chain(others());
        if all().any(|list| list.is_empty()) {
            let same = all().all(|list| list.is_empty());
            return if same && !own { Skeleton::Same } else { self.hole(start, present) };
        }
        if own && !all().any(|list| list.iter().any(|item| matches!(item.kind, NodeKind::Map(_)))) {
            return self.hole(start, present);
        }
        let field = self.path.iter().rev().find_map(|step| if let Step::Key(key) = step { Some(*key) } else { None });
        let field = field.unwrap_or_default();
        let key = list_key(all, field);
        let alike = others().all(|list| list.len() == first.len());
        if let Some(key) = key {
            let same_key = |(a, b): (&Node, &Node)| item_key(a, key) == item_key(b, key);
            if alike && others().all(|list| list.iter().zip(first).all(same_key)) {
                return self.alike_list(start, present, first.len(), Some(key));
            }
            let lists: Vec<&'n Vec<Node>> = all().collect();
            let sequences: Vec<Vec<&'n str>> =
                lists.iter().map(|list| list.iter().filter_map(|item| item_key(item, key)).collect()).collect();
            let Order { children, cyclic } = order(&sequences);
            let nothing_in_common = children.iter().all(|child| child.positions.iter().flatten().count() == 1);
            let by_position = alike && (holds_knobs(field, Some(key)) || nothing_in_common);
            if !cyclic && !by_position {
                return Skeleton::List(self.keyed(&lists, children, present));
            }
            if !by_position {
                return self.hole(start, present);
            }
        }
        let maps = all().all(|list| list.iter().all(|item| matches!(item.kind, NodeKind::Map(_))));
        if alike && (maps || holds_knobs(field, None)) {
            return self.alike_list(start, present, first.len(), None);
        }
        if others().all(|list| same_items(first, list)) {
            self.leaves += first.iter().map(leaves).sum::<usize>();
            first.iter().for_each(|item| note_all(item, &mut self.late));
            return Skeleton::Same;
        }
        self.hole(start, present)
    }

    /// Lists of one length, aligned by position.
    fn alike_list(&mut self, start: usize, present: &Present, count: usize, key: Option<&str>) -> Skeleton {
        let end = self.stack.len();
        let mut different: Vec<(usize, Skeleton)> = Vec::new();
        for at in 0..count {
            for version in start..end {
                if let Some(child) = self.stack.get(version).and_then(|node| items(node)?.get(at)) {
                    self.stack.push(child);
                }
            }
            let name = key.and_then(|key| item_key(self.stack.get(end)?, key));
            self.path.push(name.map_or(Step::At(at, count == 1), Step::Item));
            let body = self.node(end, present, false);
            self.path.pop();
            self.stack.truncate(end);
            if !matches!(body, Skeleton::Same) {
                different.push((at, body));
            }
        }
        if different.is_empty() { Skeleton::Same } else { Skeleton::Alike(different) }
    }

    fn keyed(&mut self, lists: &[&'n Vec<Node>], children: Vec<Aligned<'n>>, present: &Present) -> Vec<Member> {
        let members = children.into_iter().map(|child| {
            self.path.push(Step::Item(child.key));
            let nodes = lists.iter().zip(&child.positions).filter_map(|(list, at)| list.get((*at)?));
            let member = self.member(Str::default(), &child, nodes, present);
            self.path.pop();
            member
        });
        members.collect()
    }

    /// A child that not all versions need to have.
    fn member(
        &mut self,
        key: Str,
        child: &Aligned<'n>,
        nodes: impl Iterator<Item = &'n Node>,
        around: &Present,
    ) -> Member {
        let has = around.iter().zip(&child.positions).filter(|(_, at)| at.is_some());
        let present: Present = if child.positions.iter().all(Option::is_some) {
            Arc::clone(around)
        } else {
            has.map(|(environment, _)| *environment).collect()
        };
        let guarded = present.len() < around.len();
        let start = self.stack.len();
        self.stack.extend(nodes);
        let origin = self.stack.get(start).map_or(OriginId::NONE, |node| node.origin);
        let in_list = key.is_empty();
        let body = self.node(start, &present, guarded && !in_list);
        self.stack.truncate(start);
        let guard = guarded.then(|| match body {
            Skeleton::Hole if !in_list => GuardBy::Own,
            _ => {
                self.flags.push(LocalFlag { path: self.kept(), present: Arc::clone(&present), origin });
                GuardBy::Flag
            }
        });
        let positions = child.positions.iter().flatten().copied().collect();
        Member { key, present, positions, guard, body }
    }
}

fn entries(node: &Node) -> Option<&Entries> {
    match &node.kind {
        NodeKind::Map(entries) => Some(entries),
        NodeKind::List(_) | NodeKind::Scalar(_) => None,
    }
}

fn items(node: &Node) -> Option<&Vec<Node>> {
    match &node.kind {
        NodeKind::List(items) => Some(items),
        NodeKind::Map(_) | NodeKind::Scalar(_) => None,
    }
}

/// Whether two nodes are the same data; where they came from does not count.
pub(crate) fn same(a: &Node, b: &Node) -> bool {
    match (&a.kind, &b.kind) {
        (NodeKind::Scalar(a), NodeKind::Scalar(b)) => a == b,
        (NodeKind::List(a), NodeKind::List(b)) => same_items(a, b),
        (NodeKind::Map(a), NodeKind::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
        }
        _ => false,
    }
}

fn same_items(a: &[Node], b: &[Node]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

fn leaves(node: &Node) -> usize {
    match &node.kind {
        NodeKind::Scalar(_) => 1,
        NodeKind::List(items) => items.iter().map(leaves).sum(),
        NodeKind::Map(entries) => entries.values().map(leaves).sum(),
    }
}

fn phrase(node: &Node) -> Option<&Phrase> {
    match &node.kind {
        NodeKind::Scalar(Scalar::Text(phrase)) => Some(phrase),
        _ => None,
    }
}

fn has_late(node: &Node) -> bool {
    phrase(node).is_some_and(Phrase::has_late)
}

/// How the versions of a hole are written.
fn form(row: &[&Node]) -> Form {
    let all = |is: fn(&NodeKind) -> bool| row.iter().all(|node| is(&node.kind));
    if row.iter().any(|node| has_late(node)) && all(|kind| matches!(kind, NodeKind::Scalar(Scalar::Text(_)))) {
        Form::Tpl
    } else if all(|kind| matches!(kind, NodeKind::Scalar(Scalar::Text(_)))) {
        Form::Text
    } else if all(|kind| matches!(kind, NodeKind::Scalar(Scalar::Int(_)))) {
        Form::Int
    } else if row.iter().any(|node| matches!(node.kind, NodeKind::Scalar(_))) {
        Form::Json
    } else {
        Form::Yaml
    }
}

/// The largest whole number that a reader of JSON keeps exactly (RFC 8259, section 6).
const EXACT: u64 = 1 << 53;

/// Whether a scalar cannot be a value: Helm takes `null` for a deletion, and reads numbers as floating point.
fn is_lost(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar(Scalar::Null) => true,
        NodeKind::Scalar(Scalar::Int(number)) => number.unsigned_abs() > EXACT,
        // A fraction may have more digits than a reader keeps.
        NodeKind::Scalar(Scalar::Number(number)) => number.to_decimal().is_some_and(|text| text.len() > 15),
        NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Map(_) => false,
    }
}

fn is_lost_below(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Scalar(_) => is_lost(node) || has_late(node),
        NodeKind::List(items) => items.iter().any(is_lost_below),
        NodeKind::Map(entries) => entries.values().any(is_lost_below),
    }
}
