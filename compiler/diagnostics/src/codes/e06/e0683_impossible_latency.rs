use crate::Diagnostic;
use infrac_source::Span;

define!(E0683, "impossible-latency", Error, "e0683_impossible_latency.md");

/// The objective `slo` asks for answers within `limit`, which is no time at all.
pub fn impossible_latency(span: Span, slo: &str, limit: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("no answer can meet the objective `{slo}`: it allows {limit}"), span, "no time at all")
        .help("say how long an answer may take: `http_faster_than(250ms)`")
}
