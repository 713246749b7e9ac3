//! Start order: hard edges, and the tasks that run before services.

use crate::health;
use crate::lowering::{Entries, Lowering, text};
use infrac_plan::kinds::RunAt;
use infrac_plan::{BlockId, OriginId, Plan, Strength};

/// What `block` waits for. `profiled` tells whether it stands under a profile itself.
pub(crate) fn lower(lowering: &Lowering<'_>, block: BlockId, profiled: bool) -> Entries {
    let plan = lowering.plan;
    let mut entries = Entries::default();
    let hard = plan.edges().iter().filter(|edge| edge.from == block && edge.strength == Strength::Hard);
    for edge in hard {
        add(lowering, &mut entries, edge.to, edge.origin, profiled);
    }
    for task in &plan.blocks().tasks {
        if let RunAt::Before { services } = &task.value.run.value
            && let Some(service) = services.value.iter().find(|service| service.value == block)
        {
            add(lowering, &mut entries, task.header.id, service.origin, profiled);
        }
    }
    entries
}

fn add(lowering: &Lowering<'_>, entries: &mut Entries, on: BlockId, origin: OriginId, profiled: bool) {
    let Some(name) = lowering.names.get(&on) else { return };
    if entries.0.contains_key(name) {
        return;
    }
    let (condition, on_demand) = state(lowering.plan, on);
    let mut entry = Entries::default();
    entry.add("condition", text(condition, origin));
    // Compose refuses a dependency whose profile is not active, unless it is not required.
    if on_demand && !profiled {
        entry.add("required", infrac_tree::data::Node::bool(false, origin));
    }
    entries.add(name, entry.node(origin));
}

/// The state that is waited for, and whether the container starts only on demand.
fn state(plan: &Plan, block: BlockId) -> (&'static str, bool) {
    let blocks = plan.blocks();
    if let Some(service) = blocks.services.iter().find(|service| service.header.id == block) {
        let well = health::is_asked(&service.value.health.value, &service.value.ports.value);
        return (if well { "service_healthy" } else { "service_started" }, service.value.profile.is_some());
    }
    match blocks.tasks.iter().find(|task| task.header.id == block) {
        Some(task) => {
            let at_start = matches!(task.value.run.value, RunAt::Before { .. });
            ("service_completed_successfully", !at_start || task.value.profile.is_some())
        }
        None => ("service_started", blocks.backups.iter().any(|backup| backup.header.id == block)),
    }
}
