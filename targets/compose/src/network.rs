//! Networks: one for each container that is called, which holds it and its callers. So two containers share a network only if one of them uses the
//! other, or both use a third. A network for each pair would be stricter, but Docker's default address pools hold about thirty networks
//! (Docker documentation, "dockerd", `default-address-pools`), which a middle-sized system exceeds.

use infrac_plan::{BlockId, Nature, Plan};
use infrac_source::Str;
use std::collections::{BTreeMap, BTreeSet};

/// Who is in which network.
pub(crate) fn networks(plan: &Plan, names: &BTreeMap<BlockId, Str>) -> BTreeMap<Str, BTreeSet<BlockId>> {
    let uses = plan.edges().iter().filter(|edge| edge.nature == Nature::Uses).map(|edge| (edge.from, edge.to));
    let routes = plan.blocks().gateways.iter().flat_map(|gateway| {
        let owner = |id| plan.endpoint(id).and_then(|endpoint| endpoint.owner);
        gateway.value.routes.value.values().filter_map(move |route| Some((gateway.header.id, owner(route.value)?)))
    });
    let mut networks: BTreeMap<Str, BTreeSet<BlockId>> = BTreeMap::new();
    for (from, to) in uses.chain(routes).filter(|(from, to)| from != to) {
        if names.contains_key(&from)
            && let Some(callee) = names.get(&to)
        {
            networks.entry(callee.clone()).or_default().extend([from, to]);
        }
    }
    networks
}
