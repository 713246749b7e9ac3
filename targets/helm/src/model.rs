//! From a node back to the attribute that it was made from: the names of values are the names that people have written.

use infrac_plan::{BlockId, Fields, OriginId, Plan, Val, Value};
use infrac_source::Str;
use rustc_hash::FxHashMap;

/// How deep values are looked into.
const DEPTH: usize = 128;

/// An attribute, or a part of one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ModelPath {
    pub(crate) block: BlockId,
    /// `resources`, `cpu`.
    pub(crate) steps: Vec<Str>,
    pub(crate) sort: Sort,
}

/// How many fields of objects a value usually becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    /// One.
    Scalar,
    /// One for each end.
    Range,
    /// Several.
    Compound,
}

/// The values of one environment by their origins.
pub(crate) struct Model<'p> {
    plan: &'p Plan,
    /// Which block has a value of that origin; made when it is first asked.
    owners: Option<FxHashMap<OriginId, BlockId>>,
}

impl<'p> Model<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        Self { plan, owners: None }
    }

    pub(crate) fn plan(&self) -> &'p Plan {
        self.plan
    }

    /// The attribute of `block` that has that origin.
    pub(crate) fn own(&self, block: BlockId, origin: OriginId) -> Option<ModelPath> {
        // What is made of a block as such has the declaration for its origin, as an implied name has.
        if self.plan.header(block)?.origin == origin {
            return None;
        }
        let mut steps = Vec::new();
        let sort = fields(self.plan.values(block)?, origin, &mut steps, DEPTH)?;
        steps.reverse();
        Some(ModelPath { block, steps, sort })
    }

    /// The attribute of any block that has that origin; of several blocks the one that was declared first.
    pub(crate) fn any(&mut self, origin: OriginId) -> Option<ModelPath> {
        let plan = self.plan;
        let owners = self.owners.get_or_insert_with(|| {
            let mut owners = FxHashMap::default();
            for header in plan.headers() {
                for val in plan.values(header.id).into_iter().flat_map(|fields| fields.values()) {
                    note(val, header.id, &mut owners, DEPTH);
                }
            }
            owners
        });
        let block = *owners.get(&origin)?;
        self.own(block, origin)
    }
}

fn note(val: &Val, block: BlockId, owners: &mut FxHashMap<OriginId, BlockId>, depth: usize) {
    owners.entry(val.origin).or_insert(block);
    let Some(depth) = depth.checked_sub(1) else { return };
    match &val.value {
        Value::List(items) => items.iter().for_each(|item| note(item, block, owners, depth)),
        Value::Map(fields) | Value::Tag(_, fields) => {
            fields.values().for_each(|field| note(field, block, owners, depth));
        }
        _ => {}
    }
}

/// Looks for an origin. The steps to it are collected on the way back from it, the last first.
fn fields(fields: &Fields, origin: OriginId, steps: &mut Vec<Str>, depth: usize) -> Option<Sort> {
    fields.iter().find_map(|(key, val)| {
        let found = value(val, origin, steps, depth)?;
        steps.push(key.clone());
        Some(found)
    })
}

fn value(val: &Val, origin: OriginId, steps: &mut Vec<Str>, depth: usize) -> Option<Sort> {
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
            steps.push(format!("i{at}").into());
            Some(found)
        }),
        _ => None,
    }
}
