//! Autoscaling in a cluster that cannot work, or that takes data away.

use super::finder::Finder;
use crate::kinds::{Scale, Service};
use crate::{At, Block, Range};
use infrac_diagnostics::codes::e06::e0612_scaling_without_request::scaling_without_request;
use infrac_diagnostics::codes::e06::e0613_scaling_without_end::scaling_without_end;
use infrac_diagnostics::codes::e06::e0614_scale_target_out_of_reach::{
    scale_target_not_positive, scale_target_out_of_reach,
};
use infrac_diagnostics::codes::e06::e0615_scaled_state::scaled_state;
use infrac_quantity::{Percent, Quantity, Ratio};

pub(super) fn find(finder: &mut Finder<'_>) {
    if finder.cluster().is_none() {
        return;
    }
    for block in &finder.plan.blocks().services {
        let replicas = &block.value.replicas;
        match replicas.value.max {
            None => open(finder, block),
            Some(max) if max <= replicas.value.min => continue,
            Some(_) => {}
        }
        for scale in &block.value.scale_on.value {
            let resources = &block.value.resources.value;
            match &scale.value {
                Scale::Cpu { target } => measured(finder, block, scale, "cpu", target, resources.cpu.as_ref()),
                Scale::Memory { target } => measured(finder, block, scale, "memory", target, resources.memory.as_ref()),
            }
        }
        kept(finder, block);
    }
}

fn open(finder: &mut Finder<'_>, block: &Block<Service>) {
    let Some(place) = finder.place(block.value.replicas.origin, &block.header) else { return };
    let diagnostic = scaling_without_end(place.span, &finder.name(&block.header), block.value.replicas.value.min);
    finder.report(&block.header, &place, diagnostic);
}

/// The autoscaler compares use ÷ request with the target (HorizontalPodAutoscaler, `averageUtilization`); use never exceeds the limit.
fn measured<T: Quantity>(
    finder: &mut Finder<'_>,
    block: &Block<Service>,
    scale: &At<Scale>,
    resource: &str,
    target: &At<Percent>,
    range: Option<&At<Range<T>>>,
) {
    let name = finder.name(&block.header);
    let requested = range.filter(|range| range.value.min.to_base() > Ratio::ZERO);
    let Some(range) = requested else {
        let Some(place) = finder.place(block.value.replicas.origin, &block.header) else { return };
        let said = finder.written(scale.origin, &block.header);
        let diagnostic = scaling_without_request(place.span, &name, resource, said);
        return finder.report(&block.header, &place, diagnostic);
    };
    let Some(place) = finder.place(target.origin, &block.header) else { return };
    if target.value <= Percent::ZERO {
        let diagnostic = scale_target_not_positive(place.span, &name, &target.value.to_string());
        return finder.report(&block.header, &place, diagnostic);
    }
    let most = range.value.max.and_then(|limit| limit.checked_ratio(range.value.min)).map(Percent);
    // A limit below the request is another finding.
    if let Some(most) = most.filter(|&most| most >= Percent::ONE && target.value >= most) {
        let said = finder.span(range.origin, &block.header);
        let most = Percent(most.0.round(2).unwrap_or(most.0)).to_string();
        let diagnostic = scale_target_out_of_reach(place.span, &name, resource, &target.value.to_string(), &most, said);
        finder.report(&block.header, &place, diagnostic);
    }
}

fn kept(finder: &mut Finder<'_>, block: &Block<Service>) {
    let Some(volume) = block.value.state.value.values().find(|volume| !volume.value.rebuildable.value) else { return };
    let Some(place) = finder.place(block.value.replicas.origin, &block.header) else { return };
    let said = finder.span(volume.origin, &block.header);
    let diagnostic = scaled_state(place.span, &finder.name(&block.header), said);
    finder.report(&block.header, &place, diagnostic);
}
