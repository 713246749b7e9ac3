use crate::Diagnostic;
use infrac_source::Span;

define!(E0674, "latency-between-buckets", Error, "e0674_latency_between_buckets.md");

/// The objective `slo` asks at `span` for answers within `limit`; the nearest bounds of the histogram (declared at `buckets`) are `near`.
pub fn latency_between_buckets(span: Span, slo: &str, limit: &str, near: &[String], buckets: Option<Span>) -> Diagnostic {
    let message = format!("no bucket ends at {limit}, so the objective `{slo}` cannot be counted");
    let nearest = near.iter().map(|bound| format!("`{bound}`")).collect::<Vec<_>>().join(" or ");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("lies between buckets: the nearest end at {nearest}"))
        .note("a histogram counts how many answers took at most as long as each bound of a bucket; between two bounds nothing is known")
        .help(format!("promise {nearest}, or let the service count a bucket that ends at {limit}: `metrics = {{ http = http_metrics {{ buckets = […, {limit}, …] }} }}`"));
    match buckets.filter(|&buckets| buckets != span) {
        Some(buckets) => diagnostic.label(buckets, "the buckets are said here"),
        None => diagnostic,
    }
}
