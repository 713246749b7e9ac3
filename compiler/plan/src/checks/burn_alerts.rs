//! Burn-rate alerts that can never fire, since they would need more than all events to be bad.

use super::finder::Finder;
use super::objectives::full_name;
use crate::burn::{Burn, burns};
use infrac_diagnostics::codes::e06::e0677_objective_without_alert::objective_without_alert;
use infrac_diagnostics::codes::e06::w0678_dead_burn_alert::dead_burn_alert;
use infrac_quantity::{Nanos, Percent};
use rustc_hash::FxHashMap;

pub(super) fn find(finder: &mut Finder<'_>) {
    if finder.cluster().is_none() {
        return;
    }
    // Most objectives ask for one of a few numbers.
    let mut known: FxHashMap<(Nanos, Percent), Vec<Burn>> = FxHashMap::default();
    for slo in &finder.plan.blocks().slos {
        let numbers = (slo.value.window.value, slo.value.objective.value);
        let all = known.entry(numbers).or_insert_with(|| burns(&slo.value));
        let dead: Vec<&Burn> = all.iter().filter(|burn| !burn.can_fire()).collect();
        // The least that a dead alert asks for is the closest to what can be.
        let Some(least) = dead.iter().map(|burn| burn.threshold).min() else { continue };
        let Some(place) = finder.place(slo.value.objective.origin, &slo.header) else { continue };
        let (name, asked) = (full_name(finder, &slo.header), Percent(least).to_string());
        let window = finder.span(slo.value.window.origin, &slo.header);
        let diagnostic = if dead.len() == all.len() {
            objective_without_alert(place.span, &name, &asked, window)
        } else {
            let windows: Vec<String> = dead.iter().map(|burn| burn.long.to_string()).collect();
            dead_burn_alert(place.span, &name, &windows, &asked, window)
        };
        finder.report(&slo.header, &place, diagnostic);
    }
}
