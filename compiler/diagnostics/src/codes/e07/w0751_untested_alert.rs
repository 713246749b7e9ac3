use crate::Diagnostic;
use infrac_source::Span;

define!(W0751, "untested-alert", Warning, "w0751_untested_alert.md");

/// No test could be derived of `alert`, whose condition stands at `span`.
pub fn untested_alert(span: Span, alert: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the alert `{alert}` has no generated test"), span, "no series can be derived from this")
        .note("series are derived from conditions over signals, and from queries of the form `metric > number`, with a `rate`, `increase`, `sum`, `max`, `min` or `avg` around the metric")
        .help("write it as a condition (`web.error_rate > 1%`, `web.gauge(\"queue_length\") > 100`), or test it by hand and say so before the block: `@allow(W0751, \"…\")`")
}
