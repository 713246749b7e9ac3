//! Promises that no node can be drained under.

use super::finder::Finder;
use crate::kinds::Disruption;
use infrac_diagnostics::codes::e06::e0620_blocked_drain::blocked_drain;

pub(super) fn find(finder: &mut Finder<'_>) {
    if finder.cluster().is_none() {
        return;
    }
    for block in &finder.plan.blocks().services {
        let Some(disruption) = &block.value.disruption else { continue };
        let replicas = &block.value.replicas;
        let (promise, blocks) = match &disruption.value {
            Disruption::MaxUnavailable { count } => (format!("max_unavailable({})", count.value), count.value <= 0),
            Disruption::MinAvailable { count } => {
                (format!("min_available({})", count.value), count.value >= replicas.value.min.max(1))
            }
            Disruption::None => continue,
        };
        let stopped = replicas.value.max == Some(0);
        if !blocks || stopped {
            continue;
        }
        let Some(place) = finder.place(disruption.origin, &block.header) else { continue };
        let said = finder.written(replicas.origin, &block.header);
        let name = finder.name(&block.header);
        let diagnostic = blocked_drain(place.span, &name, &promise, replicas.value.min, said);
        finder.report(&block.header, &place, diagnostic);
    }
}
