//! Objectives that cannot be counted, or never be met.

use super::finder::Finder;
use crate::Header;
use crate::kinds::Indicator;
use infrac_diagnostics::codes::e06::e0682_slo_window_over_retention::slo_window_over_retention;
use infrac_diagnostics::codes::e06::e0683_impossible_latency::impossible_latency;
use infrac_quantity::Nanos;

pub(super) fn find(finder: &mut Finder<'_>) {
    let blocks = finder.plan.blocks();
    let monitoring = blocks.monitorings.first().filter(|_| finder.cluster().is_some());
    for slo in &blocks.slos {
        let name = full_name(finder, &slo.header);
        if let Some(monitoring) = monitoring
            && slo.value.window.value > monitoring.value.retention.value
            && let Some(place) = finder.place(slo.value.window.origin, &slo.header)
        {
            let retention = &monitoring.value.retention;
            let said = finder.span(retention.origin, &monitoring.header);
            let (window, kept) = (slo.value.window.value.to_string(), retention.value.to_string());
            let diagnostic = slo_window_over_retention(place.span, &name, &window, &kept, said);
            finder.report(&slo.header, &place, diagnostic);
        }
        if let Indicator::HttpFasterThan { limit } = &slo.value.indicator.value
            && limit.value <= Nanos::ZERO
            && let Some(place) = finder.place(limit.origin, &slo.header)
        {
            let diagnostic = impossible_latency(place.span, &name, &limit.value.to_string());
            finder.report(&slo.header, &place, diagnostic);
        }
    }
}

/// An objective is known by its service's name and its own: `booking.latency`.
pub(super) fn full_name(finder: &Finder<'_>, header: &Header) -> String {
    match header.parent {
        Some(parent) => format!("{}.{}", finder.name_of(parent), header.label),
        None => header.label.to_string(),
    }
}
