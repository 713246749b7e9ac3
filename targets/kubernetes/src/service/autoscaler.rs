use super::Control;
use crate::cluster::Cluster;
use crate::entries::Entries;
use crate::metadata::Draft;
use crate::workload::Workload;
use infrac_diagnostics::codes::e07;
use infrac_plan::At;
use infrac_plan::kinds::Scale;
use infrac_quantity::Percent;
use infrac_target::Object;
use infrac_tree::data::Node;

/// The autoscaler of a service whose replicas are a range.
pub(crate) fn autoscaler(cluster: &Cluster, workload: &Workload, control: &Control) -> Option<Object> {
    let max = control.scales_to()?;
    let owner = &workload.owner;
    let replicas = control.replicas;
    let target = Entries::new(owner.origin)
        .text("apiVersion", "apps/v1")
        .text("kind", workload.controller)
        .text("name", owner.name.clone());
    let metrics = control.scale_on.value.iter().filter_map(|scale| metric(cluster, scale)).collect();
    let spec = Entries::new(replicas.origin)
        .map("scaleTargetRef", target)
        .int("minReplicas", replicas.value.min)
        .int("maxReplicas", max)
        .list_at("metrics", metrics, control.scale_on.origin);
    let body = Entries::new(owner.origin).map("spec", spec);
    Some(Draft::new(cluster, owner, "autoscaling/v2", "HorizontalPodAutoscaler", owner.name.clone()).with(body))
}

fn metric(cluster: &Cluster, scale: &At<Scale>) -> Option<Node> {
    let (name, target) = match &scale.value {
        Scale::Cpu { target } => ("cpu", target),
        Scale::Memory { target } => ("memory", target),
    };
    let percent = whole_percent(cluster, target)?;
    let target = Entries::new(target.origin).text("type", "Utilization").int("averageUtilization", percent);
    let resource = Entries::new(scale.origin).text("name", name).map("target", target);
    Some(Entries::new(scale.origin).text("type", "Resource").map("resource", resource).build())
}

fn whole_percent(cluster: &Cluster, target: &At<Percent>) -> Option<i64> {
    let percent =
        target.value.to_whole_percent().and_then(|percent| i64::try_from(percent).ok()).filter(|percent| *percent > 0);
    if percent.is_none() {
        cluster.report_at(target.origin, |span| {
            Some(e07::e0729_inexact::inexact(
                span,
                "the target of an autoscaler",
                &target.value.to_string(),
                "whole percents, at least 1%",
            ))
        });
    }
    percent
}
