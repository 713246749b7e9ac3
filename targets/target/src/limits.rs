//! The generic limits pass: what `@lost` and `@partial` of the kinds say of a target, wherever somebody has asked for it.

use infrac_diagnostics::codes::e07::w0701_attribute_lost as w0701;
use infrac_diagnostics::{Code, Diagnostics};
use infrac_plan::carriage::{Extent, LOSSES, Loss};
use infrac_plan::kinds::{Backup, Gateway, Secret, Service, Task, Tls};
use infrac_plan::{At, Header, OriginId, Plan};
use infrac_source::Span;

/// What of the plan `target` does not carry: one finding an attribute, at all places where a user has set it so that it asks for an effect.
/// Defaults, and what the standard library's components say, are not reported; what `@allow(W0701, …)` covers neither.
pub fn limits(plan: &Plan, target: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    for loss in LOSSES.iter().filter(|loss| loss.target == target) {
        let spans = places(plan, loss);
        let found = match loss.extent {
            Extent::Lost => w0701::lost(target, loss.kind, loss.attribute, loss.why, &spans),
            Extent::Partial => w0701::partly_lost(target, loss.kind, loss.attribute, loss.why, &spans),
        };
        if let Some(found) = found {
            diagnostics.push(found.in_environment(plan.environment_name().clone()));
        }
    }
    diagnostics
}

/// Whether the block, or a component instance that made it, allows findings of that code.
pub fn is_allowed(plan: &Plan, header: &Header, code: Code) -> bool {
    plan.owners(header.id).any(|owner| owner.allows.iter().any(|(allowed, _)| allowed == code.as_str()))
}

/// Where users set the attribute, each place once, in order.
fn places(plan: &Plan, loss: &Loss) -> Vec<Span> {
    let mut spans: Vec<Span> = asked(plan, loss)
        .into_iter()
        .filter(|(header, _)| !is_allowed(plan, header, w0701::CODE))
        .filter_map(|(header, origin)| plan.place(origin, header.id).filter(|place| place.is_direct()))
        .map(|place| place.span)
        .collect();
    spans.sort();
    spans.dedup();
    spans
}

/// The blocks of the kind whose attribute asks for something, and where it was said.
fn asked<'p>(plan: &'p Plan, loss: &Loss) -> Vec<(&'p Header, OriginId)> {
    let blocks = plan.blocks();
    macro_rules! of {
        ($blocks:expr, $origin:path) => {
            $blocks.iter().filter_map(|block| Some((&block.header, $origin(&block.value, loss.attribute)?))).collect()
        };
    }
    match loss.kind {
        "service" => of!(blocks.services, service),
        "task" => of!(blocks.tasks, task),
        "backup" => of!(blocks.backups, backup),
        "gateway" => of!(blocks.gateways, gateway),
        "secret" => of!(blocks.secrets, secret),
        _ => Vec::new(),
    }
}

/// The origin of a value, if it asks for something.
fn said<T>(attribute: &At<T>, asks: impl Fn(&T) -> bool) -> Option<OriginId> {
    asks(&attribute.value).then_some(attribute.origin)
}

fn service(service: &Service, attribute: &str) -> Option<OriginId> {
    match attribute {
        // An image that is also built here is carried by its name.
        "build" => service.build.as_ref().filter(|_| service.image.is_none()).map(|build| build.origin),
        "publish" => said(&service.publish, |ports| !ports.is_empty()),
        "replicas" => said(&service.replicas, |range| range.max != Some(range.min)),
        "scale_on" => said(&service.scale_on, |_| service.replicas.value.max != Some(service.replicas.value.min)),
        "metrics" => service.metrics.as_ref().map(|metrics| metrics.origin),
        "egress" => said(&service.egress, |egress| !egress.is_empty()),
        "rollout" => Some(service.rollout.origin),
        "disruption" => service.disruption.as_ref().map(|disruption| disruption.origin),
        "profile" => service.profile.as_ref().map(|profile| profile.origin),
        "interruptible" => said(&service.interruptible, |interruptible| *interruptible),
        _ => None,
    }
}

fn task(task: &Task, attribute: &str) -> Option<OriginId> {
    match attribute {
        "build" => task.build.as_ref().filter(|_| task.image.is_none()).map(|build| build.origin),
        "egress" => said(&task.egress, |egress| !egress.is_empty()),
        "timeout" => Some(task.timeout.origin),
        "overlap" => Some(task.overlap.origin),
        "profile" => task.profile.as_ref().map(|profile| profile.origin),
        "interruptible" => said(&task.interruptible, |interruptible| *interruptible),
        _ => None,
    }
}

fn backup(backup: &Backup, attribute: &str) -> Option<OriginId> {
    match attribute {
        "timeout" => Some(backup.timeout.origin),
        _ => None,
    }
}

fn gateway(gateway: &Gateway, attribute: &str) -> Option<OriginId> {
    match attribute {
        "tls" => said(&gateway.tls, |tls| *tls != Tls::None),
        "class" => Some(gateway.class.origin),
        "publish" => Some(gateway.publish.origin),
        _ => None,
    }
}

fn secret(secret: &Secret, attribute: &str) -> Option<OriginId> {
    match attribute {
        "rotate" => secret.rotate.as_ref().map(|rotate| rotate.origin),
        _ => None,
    }
}

/// The attributes that [`asked`] knows, in the order of the library: the test below holds them against what the kinds declare.
#[cfg(test)]
const KNOWN: &[(&str, &[&str])] = &[
    ("backup", &["timeout"]),
    ("gateway", &["tls", "class", "publish"]),
    ("secret", &["rotate"]),
    (
        "service",
        &[
            "build",
            "publish",
            "replicas",
            "scale_on",
            "metrics",
            "egress",
            "rollout",
            "disruption",
            "profile",
            "interruptible",
        ],
    ),
    ("task", &["build", "egress", "timeout", "overlap", "profile", "interruptible"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_declared_loss_is_known_here() {
        let known = |loss: &Loss| {
            KNOWN.iter().any(|(kind, attributes)| *kind == loss.kind && attributes.contains(&loss.attribute))
        };
        let unknown: Vec<_> = LOSSES.iter().filter(|loss| !known(loss)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
