//! From a node back to the attribute that it was made from: the names of values are the names that people have written.

use crate::diff::Kept as Step;
use crate::name::{push, segment};
use crate::subject::Subject;
use infrac_plan::{BlockId, Fields, OriginId, Plan, Val, Value};
use rustc_hash::FxHashMap;

/// How deep values are looked into.
const DEPTH: usize = 128;

/// An attribute, or a part of one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ModelPath<'p> {
    pub(crate) block: BlockId,
    /// `resources`, `cpu`.
    steps: Vec<Part<'p>>,
    sort: Sort,
}

/// A step to a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part<'p> {
    Field(&'p str),
    Item(usize),
}

/// How many fields of objects a value usually becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sort {
    /// One.
    Scalar,
    /// One for each end.
    Range,
    /// Several.
    Compound,
}

impl ModelPath<'_> {
    /// The name of what stands there in an object's tree, below `root`. An attribute that becomes several fields is told apart by where they
    /// stand: from its own name on if the tree has it (`resources.requests.cpu`), else by the last key (`minReplicas`).
    pub(crate) fn name(&self, root: &str, subject: &Subject, tree: &[Step]) -> String {
        let mut name = String::with_capacity(64);
        name.push_str(root);
        let Some((last, outer)) = self.steps.split_last() else { return name };
        if self.sort != Sort::Scalar
            && let Some(rest) = self.on_from_own_name(tree)
        {
            let below_it = rest.iter().skip(1).any(|step| !step.is_only_item());
            if below_it && (self.sort == Sort::Range || outer.is_empty()) {
                rest.iter().for_each(|step| step.push_to(&mut name));
                return name;
            }
            if self.sort == Sort::Compound {
                // A whole subtree that is the attribute.
                self.steps.iter().for_each(|part| part.push_to(&mut name));
                return name;
            }
        }
        outer.iter().for_each(|part| part.push_to(&mut name));
        if self.sort != Sort::Range {
            last.push_to(&mut name);
        }
        if self.sort != Sort::Scalar
            && let Some(leaf) = subject.telling(tree).next_back()
        {
            leaf.push_to(&mut name);
        }
        name
    }

    /// The path in the tree from the last step on that is called as the attribute is.
    fn on_from_own_name<'t>(&self, tree: &'t [Step]) -> Option<&'t [Step]> {
        let mut own = String::new();
        self.steps.first()?.push_to(&mut own);
        let is_own = |step: &Step| match step {
            Step::Key(key) | Step::Item(key) => segment(key) == own,
            Step::At(_, true) => false,
            Step::At(at, false) => own.strip_prefix('i').is_some_and(|number| number == at.to_string()),
        };
        tree.get(tree.iter().rposition(is_own)?..)
    }
}

impl Part<'_> {
    fn push_to(self, path: &mut String) {
        match self {
            Self::Field(key) => push(path, key),
            Self::Item(at) => push(path, &format!("i{at}")),
        }
    }
}

/// The values of one environment by their origins.
pub(crate) struct Model<'p> {
    plan: &'p Plan,
    /// The block that was asked for last, and the origins of all its values: most origins are asked of one block after the other, and are of none of
    /// its values.
    last: Option<(BlockId, Vec<OriginId>)>,
    /// Which block has a value of that origin, of the first so many blocks.
    owners: FxHashMap<OriginId, BlockId>,
    noted: usize,
}

impl<'p> Model<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        Self { plan, last: None, owners: FxHashMap::default(), noted: 0 }
    }

    pub(crate) fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// The attribute of `block` that has that origin.
    pub(crate) fn own(&mut self, block: BlockId, origin: OriginId) -> Option<ModelPath<'p>> {
        if self.last.as_ref().is_none_or(|(last, _)| *last != block) {
            let mut origins = self.last.take().map(|(_, origins)| origins).unwrap_or_default();
            origins.clear();
            let values = self.plan.values(block).into_iter().flat_map(Fields::values);
            values.for_each(|val| each(val, DEPTH, &mut |origin| origins.push(origin)));
            self.last = Some((block, origins));
        }
        let (_, origins) = self.last.as_ref()?;
        if origins.contains(&origin) { self.path(block, origin) } else { None }
    }

    /// The attribute of any block that has that origin; of several blocks the one that was declared first.
    pub(crate) fn any(&mut self, origin: OriginId) -> Option<ModelPath<'p>> {
        let plan = self.plan;
        while !self.owners.contains_key(&origin) {
            let header = plan.headers().get(self.noted)?;
            self.noted += 1;
            let mut note = |origin| {
                self.owners.entry(origin).or_insert(header.id);
            };
            plan.values(header.id).into_iter().flat_map(Fields::values).for_each(|val| each(val, DEPTH, &mut note));
        }
        self.path(*self.owners.get(&origin)?, origin)
    }

    fn path(&self, block: BlockId, origin: OriginId) -> Option<ModelPath<'p>> {
        // What is made of a block as such has the declaration for its origin, as an implied name has.
        if self.plan.header(block)?.origin == origin {
            return None;
        }
        let mut steps = Vec::new();
        let sort = fields(self.plan.values(block)?, origin, &mut steps, DEPTH)?;
        steps.reverse();
        Some(ModelPath { block, steps, sort })
    }
}

/// The origins of a value and of all that is in it.
fn each(val: &Val, depth: usize, take: &mut impl FnMut(OriginId)) {
    take(val.origin);
    let Some(depth) = depth.checked_sub(1) else { return };
    match &val.value {
        Value::List(items) => items.iter().for_each(|item| each(item, depth, take)),
        Value::Map(fields) | Value::Tag(_, fields) => fields.values().for_each(|field| each(field, depth, take)),
        _ => {}
    }
}

/// Looks for an origin. The steps to it are collected on the way back from it, the last first.
fn fields<'p>(fields: &'p Fields, origin: OriginId, steps: &mut Vec<Part<'p>>, depth: usize) -> Option<Sort> {
    fields.iter().find_map(|(key, val)| {
        let found = value(val, origin, steps, depth)?;
        steps.push(Part::Field(key));
        Some(found)
    })
}

fn value<'p>(val: &'p Val, origin: OriginId, steps: &mut Vec<Part<'p>>, depth: usize) -> Option<Sort> {
    if val.origin == origin {
        return Some(match &val.value {
            Value::Range(_) => Sort::Range,
            Value::List(_) | Value::Map(_) | Value::Tag(..) | Value::Ref(_) | Value::Endpoint(_) => Sort::Compound,
            _ => Sort::Scalar,
        });
    }
    let depth = depth.checked_sub(1)?;
    match &val.value {
        Value::Map(inner) | Value::Tag(_, inner) => fields(inner, origin, steps, depth),
        Value::List(items) => items.iter().enumerate().find_map(|(at, item)| {
            let found = value(item, origin, steps, depth)?;
            steps.push(Part::Item(at));
            Some(found)
        }),
        _ => None,
    }
}
