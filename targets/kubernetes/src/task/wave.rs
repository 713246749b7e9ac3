//! In which order tasks that run before services run, where one needs what another has done: each has a wave, and the services that wait for any of
//! them come after the last.

use crate::cluster::Cluster;
use infrac_plan::kinds::RunAt;
use infrac_plan::{BlockId, Edge, OriginId, Strength};
use std::collections::HashMap;

/// The label by which a deployment is done in goes: what has none, then tasks, wave by wave, then the services that wait for them.
pub(crate) const WAVE_LABEL: &str = "infrac/wave";

/// The waves of an environment.
pub(crate) struct Waves {
    tasks: HashMap<BlockId, usize>,
    /// The services that wait, with what says so.
    waiting: HashMap<BlockId, OriginId>,
}

impl Waves {
    /// From the edges along which somebody waits.
    pub(crate) fn of(cluster: &Cluster) -> Self {
        let plan = cluster.plan;
        let before = |task: &&infrac_plan::Block<infrac_plan::kinds::Task>| {
            matches!(task.value.run.value, RunAt::Before { services: _ })
        };
        let mut tasks: HashMap<BlockId, usize> =
            plan.blocks().tasks.iter().filter(before).map(|task| (task.header.id, 1)).collect();
        let hard = |edge: &&Edge| edge.strength == Strength::Hard;
        // Whoever is needed comes first in this order, so that its wave is known.
        for &id in plan.start_order().iter().filter(|id| cluster.plan.header(**id).is_some()) {
            if tasks.contains_key(&id) {
                let needed = plan.edges_from(id).iter().filter(hard).filter_map(|edge| tasks.get(&edge.to));
                let wave = needed.max().map_or(1, |wave| wave + 1);
                tasks.insert(id, wave);
            }
        }
        let mut waiting = HashMap::new();
        for edge in plan.edges().iter().filter(hard).filter(|edge| tasks.contains_key(&edge.to)) {
            waiting.entry(edge.from).or_insert(edge.origin);
        }
        Self { tasks, waiting }
    }

    /// The wave of a task, from 1.
    pub(crate) fn task(&self, id: BlockId) -> usize {
        self.tasks.get(&id).copied().unwrap_or(1)
    }

    /// The last wave of tasks; 0 where there are none.
    pub(crate) fn last(&self) -> usize {
        self.tasks.values().copied().max().unwrap_or(0)
    }

    /// The wave of a service, and what says that it waits.
    pub(crate) fn service(&self, id: BlockId) -> Option<(usize, OriginId)> {
        self.waiting.get(&id).map(|origin| (self.last() + 1, *origin))
    }
}
