//! Rollouts that never begin, and those that nobody answers during.

use super::finder::Finder;
use crate::kinds::{Rollout, Service};
use crate::{Block, BlockId, Edge, Nature};
use infrac_diagnostics::codes::e06::e0621_stuck_rollout::stuck_rollout;
use infrac_diagnostics::codes::e06::w0622_rollout_with_downtime::rollout_with_downtime;
use std::collections::BTreeMap;

/// A service with storage is replaced one replica at a time, whatever `rollout` says, so only those without are looked at.
pub(super) fn find(finder: &mut Finder<'_>) {
    if finder.cluster().is_none() {
        return;
    }
    let uses = finder.plan.edges().iter().filter(|edge| edge.nature == Nature::Uses && edge.from != edge.to);
    let mut first_use: BTreeMap<BlockId, &Edge> = BTreeMap::new();
    for edge in uses {
        first_use.entry(edge.to).or_insert(edge);
    }
    for block in finder.plan.blocks().services.iter().filter(|block| block.value.state.value.is_empty()) {
        let least = block.value.replicas.value.min;
        match &block.value.rollout.value {
            Rollout::Rolling { surge, unavailable } if surge.value == 0 && unavailable.value == 0 => {
                let Some(place) = finder.place(surge.origin, &block.header) else { continue };
                let other = finder.span(unavailable.origin, &block.header);
                let diagnostic = stuck_rollout(place.span, place.is_direct(), &finder.name(&block.header), other);
                finder.report(&block.header, &place, diagnostic);
            }
            Rollout::Rolling { unavailable, .. } if least >= 2 && unavailable.value >= least => {
                let why = format!("all {least} may be missing at once");
                outage(finder, block, unavailable.origin, &why, first_use.get(&block.header.id).copied());
            }
            Rollout::Recreate if least >= 2 => {
                let (why, origin) = ("all stop before the first starts", block.value.rollout.origin);
                outage(finder, block, origin, why, first_use.get(&block.header.id).copied());
            }
            Rollout::Rolling { .. } | Rollout::Recreate => {}
        }
    }
}

fn outage(finder: &mut Finder<'_>, block: &Block<Service>, origin: crate::OriginId, why: &str, used: Option<&Edge>) {
    let (Some(edge), Some(place)) = (used, finder.place(origin, &block.header)) else { return };
    let Some(caller) = finder.plan.header(edge.from) else { return };
    let said = finder.span(edge.origin, caller);
    let name = finder.name(&block.header);
    let diagnostic = rollout_with_downtime(place.span, &name, why, &finder.name(caller), said);
    finder.report(&block.header, &place, diagnostic);
}
