//! Start order: hard edges, and the tasks that run before services.

use crate::health;
use crate::lowering::{Entries, Lowering, text};
use infrac_plan::kinds::RunAt;
use infrac_plan::{BlockId, OriginId, Strength};

/// What `block` waits for. `profiled` tells whether it stands under a profile itself.
pub(crate) fn lower(lowering: &Lowering<'_>, block: BlockId, profiled: bool) -> Entries {
    let plan = lowering.plan;
    let mut entries = Entries::default();
    for edge in plan.edges_from(block).iter().filter(|edge| edge.strength == Strength::Hard) {
        add(lowering, &mut entries, edge.to, edge.origin, profiled);
    }
    for (task, origin) in lowering.index.tasks_before(block) {
        add(lowering, &mut entries, task, origin, profiled);
    }
    entries
}

fn add(lowering: &Lowering<'_>, entries: &mut Entries, on: BlockId, origin: OriginId, profiled: bool) {
    let Some(name) = lowering.names.get(&on) else { return };
    if entries.0.contains_key(name) {
        return;
    }
    let (condition, on_demand) = state(lowering, on);
    let mut entry = Entries::default();
    entry.add("condition", text(condition, origin));
    // Compose refuses a dependency whose profile is not active, unless it is not required.
    if on_demand && !profiled {
        entry.add("required", infrac_tree::data::Node::bool(false, origin));
    }
    entries.add(name, entry.node(origin));
}

/// The state that is waited for, and whether the container starts only on demand.
fn state(lowering: &Lowering<'_>, block: BlockId) -> (&'static str, bool) {
    if let Some(service) = lowering.index.service(block) {
        let well = health::is_asked(&service.value.health.value, &service.value.ports.value);
        return (if well { "service_healthy" } else { "service_started" }, service.value.profile.is_some());
    }
    match lowering.index.task(block) {
        Some(task) => {
            let at_start = matches!(task.value.run.value, RunAt::Before { .. });
            ("service_completed_successfully", !at_start || task.value.profile.is_some())
        }
        None => ("service_started", lowering.plan.header(block).is_some_and(|header| header.kind == "backup")),
    }
}
