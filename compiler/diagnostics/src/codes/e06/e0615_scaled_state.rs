use crate::Diagnostic;
use infrac_source::Span;

define!(E0615, "scaled-state", Error, "e0615_scaled_state.md");

/// `service` keeps data on the volume at `volume` and scales by itself (its range at `span`).
pub fn scaled_state(span: Span, service: &str, volume: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{service}` keeps data and scales by itself"), span, "the autoscaler removes replicas here")
        .note("each replica has storage of its own; what a removed one held is out of reach until it comes back")
        .help("fix the number of replicas, or say `rebuildable = true` of the volume if each replica can make its data again");
    match volume.filter(|&volume| volume != span) {
        Some(volume) => diagnostic.label(volume, "this data cannot be made again"),
        None => diagnostic,
    }
}
