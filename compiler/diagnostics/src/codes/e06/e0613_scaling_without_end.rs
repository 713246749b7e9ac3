use crate::Diagnostic;
use infrac_source::Span;

define!(E0613, "scaling-without-end", Error, "e0613_scaling_without_end.md");

/// The replicas of `service` are open: `min..`.
pub fn scaling_without_end(span: Span, service: &str, min: i64) -> Diagnostic {
    let most = min.saturating_mul(4).max(4);
    Diagnostic::new(CODE, format!("the replicas of `{service}` have no upper bound"), span, "open at its end")
        .note("an autoscaler must know how many it may start; a fault in the measure would otherwise fill the cluster")
        .help(format!("say how many may run: `{min}..{most}`; a fixed number is `{min}`"))
}
