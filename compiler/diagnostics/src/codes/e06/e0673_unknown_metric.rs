use crate::{Diagnostic, did_you_mean};
use infrac_source::Span;

define!(E0673, "unknown-metric", Error, "e0673_unknown_metric.md");

/// `who` (the user's name of an alert or objective) reads at `span` the metric `metric`, which nobody exports. `known` are all that are exported, and
/// `exports` is where the service of the nearest one says so.
pub fn unknown_metric(span: Span, who: &str, metric: &str, known: &[&str], exports: Option<Span>) -> Diagnostic {
    let message = format!("`{who}` reads the metric `{metric}`, which nobody exports");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("reads `{metric}`"));
    let near = did_you_mean(metric, known.iter().copied());
    let diagnostic = match (near, exports.filter(|&exports| exports != span)) {
        (Some(near), Some(exports)) => diagnostic.label(exports, format!("`{near}` is exported here")),
        _ => diagnostic,
    };
    let diagnostic = match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(format!("let its service say so: `metrics = {{ exports = {{ {metric} = counter() }} }}`")),
    };
    diagnostic
        .note("a query of a metric that does not exist finds nothing, so that the alert never fires")
        .help("if something else in the cluster exports it, say so: `monitoring main { sources = [kube_state_metrics, other(\"mysql_\")] }`")
}
