//! A block's objects of all environments, which is what is generalised at a time.

use indexmap::IndexMap;
use infrac_kubernetes::{Carried, OneByOne};
use infrac_plan::Plan;
use infrac_source::Str;
use infrac_target::{FileBody, Forest, Object};
use rustc_hash::FxHashMap;

/// All objects of a block, environment by environment; or those that belong to no block alone.
pub(crate) type Unit = Vec<Made>;

/// An object that was made for an environment.
pub(crate) struct Made {
    /// The environment's number.
    pub(crate) environment: u16,
    /// Below `templates/`.
    pub(crate) path: Str,
    pub(crate) object: Object,
}

/// The files whose objects belong to no block alone.
const OF_ENVIRONMENT: [&str; 2] = ["namespace.yaml", "secrets.yaml"];

/// The objects of these forests, unit by unit, in the order in which a block is met first.
pub(crate) fn of_forests(plans: &[&Plan], forests: Vec<Forest>) -> impl Iterator<Item = Unit> + use<> {
    let mut units: IndexMap<Str, Unit> = IndexMap::new();
    units.insert(Str::default(), Unit::new());
    for ((environment, plan), forest) in (0_u16..).zip(plans).zip(forests) {
        for file in forest.files {
            let FileBody::Objects(objects) = file.body else { continue };
            let of_environment = OF_ENVIRONMENT.contains(&file.path.as_str());
            for object in objects {
                let header = object.of.filter(|_| !of_environment).and_then(|block| plan.header(block));
                let identity = header.map(|header| header.identity.clone()).unwrap_or_default();
                let path = file.path.clone();
                units.entry(identity).or_default().push(Made { environment, path, object });
            }
        }
    }
    units.into_values()
}

/// The same without forests: each block's objects are made when its turn comes, so that those of few blocks are in memory at one time.
pub(crate) fn one_by_one(sources: &mut [OneByOne<'_>], mut each: impl FnMut(Unit)) {
    let mut unit = Unit::new();
    for (environment, source) in (0_u16..).zip(sources.iter_mut()) {
        for (path, objects) in source.of_environment() {
            let made = objects.into_iter().map(|object| Made { environment, path: path.clone(), object });
            unit.extend(made);
        }
    }
    each(unit);
    let mut waiting: Vec<FxHashMap<&str, Vec<Carried<'_>>>> = Vec::with_capacity(sources.len());
    for source in sources.iter() {
        let mut blocks: FxHashMap<&str, Vec<Carried<'_>>> = FxHashMap::default();
        for block in source.blocks() {
            blocks.entry(block.header().identity.as_str()).or_default().push(block);
        }
        waiting.push(blocks);
    }
    for first in 0..sources.len() {
        let Some(order) = sources.get(first).map(|source| source.blocks().collect::<Vec<_>>()) else { continue };
        for identity in order.iter().map(|block| block.header().identity.as_str()) {
            let mut unit = Unit::new();
            for ((environment, source), waiting) in (0_u16..).zip(sources.iter_mut()).zip(&mut waiting) {
                // Nothing once an earlier environment has asked for it.
                for block in waiting.remove(identity).into_iter().flatten() {
                    let (path, objects) = source.of_block(block);
                    unit.extend(objects.into_iter().map(|object| Made { environment, path: path.clone(), object }));
                }
            }
            if !unit.is_empty() {
                each(unit);
            }
        }
    }
}
