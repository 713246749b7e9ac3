use crate::Diagnostic;
use infrac_source::Span;

define!(E0684, "not-a-counter", Error, "e0684_not_a_counter.md");

/// The objective `slo` is a ratio of something at `span` that is no counter as it stands.
pub fn not_a_counter(span: Span, slo: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{slo}` must count by a counter as it stands"), span, "more than a selector, or a sum of selectors")
        .note("infrac puts `rate` and the window of each alert around it, so that nothing else may have been done to it")
        .help("write the counter alone: `jobs_total{result=\"done\"}`")
}
