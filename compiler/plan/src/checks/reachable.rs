//! Objectives above what the services that they cannot do without promise in all.

use super::finder::Finder;
use super::objectives::full_name;
use crate::kinds::{Indicator, Slo};
use crate::{Block, BlockId, Strength};
use infrac_diagnostics::codes::e06::w0676_unreachable_objective::unreachable_objective;
use infrac_quantity::{Percent, Ratio};
use std::collections::{BTreeSet, HashMap};

pub(super) fn find(finder: &mut Finder<'_>) {
    let plan = finder.plan;
    let mut promises: HashMap<BlockId, &Block<Slo>> = HashMap::new();
    for slo in &plan.blocks().slos {
        if let (Indicator::HttpSuccess, Some(service)) = (&slo.value.indicator.value, slo.header.parent) {
            promises.entry(service).or_insert(slo);
        }
    }
    for slo in &plan.blocks().slos {
        let Some(service) =
            slo.header.parent.filter(|service| promises.get(service).is_some_and(|one| one.header.id == slo.header.id))
        else {
            continue;
        };
        let hard = plan.edges_from(service).iter().filter(|edge| edge.strength == Strength::Hard);
        let needed: BTreeSet<BlockId> = hard.map(|edge| edge.to).filter(|to| *to != service).collect();
        let needed: Vec<&Block<Slo>> = needed.iter().filter_map(|service| promises.get(service).copied()).collect();
        let product = needed.iter().try_fold(Ratio::ONE, |all, one| all.checked_mul(one.value.objective.value.0));
        let Some(reachable) = product.filter(|product| slo.value.objective.value.0 > *product) else { continue };
        let Some(place) = finder.place(slo.value.objective.origin, &slo.header) else { continue };
        let chain: Vec<_> = needed
            .iter()
            .filter_map(|one| {
                let span = finder.span(one.value.objective.origin, &one.header)?;
                Some((
                    span,
                    format!(
                        "`{}`, which it needs, promises {}",
                        full_name(finder, &one.header),
                        one.value.objective.value
                    ),
                ))
            })
            .filter(|(span, _)| *span != place.span)
            .collect();
        let promised = slo.value.objective.value.to_string();
        let name = full_name(finder, &slo.header);
        let diagnostic = unreachable_objective(place.span, &name, &promised, &Percent(reachable).to_string(), &chain);
        finder.report(&slo.header, &place, diagnostic);
    }
}
