//! The knobs: what people who know charts expect to find in the values, whether it differs between the environments or not.

use crate::diff::Step;

/// Whether the scalar at that path of an object of that kind is one: images, replicas, what a container may use, hosts.
pub(crate) fn is_knob(kind: &str, path: &[Step<'_>]) -> bool {
    match path {
        [.., Step::Key("containers" | "initContainers"), Step::Item(_) | Step::At(..), Step::Key("image")] => true,
        [Step::Key("spec"), Step::Key("replicas")] => matches!(kind, "Deployment" | "StatefulSet"),
        [Step::Key("spec"), Step::Key("minReplicas" | "maxReplicas")] => kind == "HorizontalPodAutoscaler",
        [
            ..,
            Step::Key("containers" | "initContainers"),
            Step::Item(_) | Step::At(..),
            Step::Key("resources"),
            Step::Key("requests" | "limits"),
            Step::Key(_),
        ] => true,
        [Step::Key("spec"), Step::Key("rules"), Step::Item(_) | Step::At(..), Step::Key("host")] => kind == "Ingress",
        [Step::Key("spec"), Step::Key("tls"), _, Step::Key("hosts"), Step::Item(_) | Step::At(..)] => kind == "Ingress",
        _ => false,
    }
}

/// Whether the items of lists of that field are knobs, or are told apart by one: then they are aligned by position, as their keys are what
/// is lifted.
pub(crate) fn holds_knobs(field: &str, key: Option<&str>) -> bool {
    field == "hosts" || key == Some("host")
}
