//! Look-ups that lowering makes once a block: found once for all, so that the cost of a block does not grow with the number of blocks.

use infrac_plan::kinds::{RunAt, Secret, Service, Task};
use infrac_plan::{Block, BlockId, OriginId, Plan};
use infrac_source::Str;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Blocks by their number, and what concerns a block.
pub(crate) struct Index<'p> {
    services: FxHashMap<BlockId, &'p Block<Service>>,
    tasks: FxHashMap<BlockId, &'p Block<Task>>,
    secrets: FxHashMap<BlockId, &'p Block<Secret>>,
    /// The tasks that run before a service, and where that is said.
    before: FxHashMap<BlockId, Vec<(BlockId, OriginId)>>,
    /// The networks of a container, in the order of their names.
    networks: FxHashMap<BlockId, Vec<Str>>,
}

impl<'p> Index<'p> {
    pub(crate) fn new(plan: &'p Plan, networks: &BTreeMap<Str, BTreeSet<BlockId>>) -> Self {
        let blocks = plan.blocks();
        let mut index = Self {
            services: blocks.services.iter().map(|block| (block.header.id, block)).collect(),
            tasks: blocks.tasks.iter().map(|block| (block.header.id, block)).collect(),
            secrets: blocks.secrets.iter().map(|block| (block.header.id, block)).collect(),
            before: FxHashMap::default(),
            networks: FxHashMap::default(),
        };
        for task in &blocks.tasks {
            if let RunAt::Before { services } = &task.value.run.value {
                for service in &services.value {
                    index.before.entry(service.value).or_default().push((task.header.id, service.origin));
                }
            }
        }
        for (name, members) in networks {
            for member in members {
                index.networks.entry(*member).or_default().push(name.clone());
            }
        }
        index
    }

    /// A service by its number.
    pub(crate) fn service(&self, id: BlockId) -> Option<&'p Block<Service>> {
        self.services.get(&id).copied()
    }

    /// A task by its number.
    pub(crate) fn task(&self, id: BlockId) -> Option<&'p Block<Task>> {
        self.tasks.get(&id).copied()
    }

    /// A secret by its number.
    pub(crate) fn secret(&self, id: BlockId) -> Option<&'p Block<Secret>> {
        self.secrets.get(&id).copied()
    }

    /// The tasks that must be done before a service starts, and where that is said; in declaration order.
    pub(crate) fn tasks_before(&self, service: BlockId) -> Vec<(BlockId, OriginId)> {
        self.before.get(&service).cloned().unwrap_or_default()
    }

    /// The networks that a container is in, in the order of their names.
    pub(crate) fn networks_of(&self, container: BlockId) -> &[Str] {
        self.networks.get(&container).map_or(&[], Vec::as_slice)
    }
}
