//! What several rules ask of a plan.

use infrac_plan::kinds::{Environment, Runtime};
use infrac_plan::{At, Block, BlockId, OriginId, Plan};
use infrac_source::Span;

/// The block of the environment that the plan is of.
pub(crate) fn environment(plan: &Plan) -> Option<&Block<Environment>> {
    plan.blocks().environments.first()
}

/// Whether it runs in a cluster.
pub(crate) fn in_cluster(plan: &Plan) -> bool {
    environment(plan).is_some_and(|block| matches!(block.value.runtime.value, Runtime::Kubernetes { .. }))
}

/// Whether it is protected, and where that is said.
pub(crate) fn protected(plan: &Plan) -> Option<Option<Span>> {
    let at: &At<bool> = &environment(plan)?.value.protected;
    at.value.then(|| plan.origins().span(at.origin))
}

/// A place to show for a value of the block.
pub(crate) fn place(plan: &Plan, origin: OriginId, block: BlockId) -> Option<Span> {
    plan.place(origin, block).map(|place| place.span)
}

/// What a user calls the block: the outermost block or component instance that made it.
pub(crate) fn users_name(plan: &Plan, block: BlockId) -> String {
    plan.users_name(block).to_string()
}
