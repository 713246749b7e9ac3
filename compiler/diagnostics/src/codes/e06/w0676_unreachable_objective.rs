use crate::Diagnostic;
use infrac_source::Span;

define!(W0676, "unreachable-objective", Warning, "w0676_unreachable_objective.md");

/// The objective `slo` promises `promised` (at `span`), but what it cannot do without promises only `reachable`; `chain` are those, with
/// the places of their objectives.
pub fn unreachable_objective(span: Span, slo: &str, promised: &str, reachable: &str, chain: &[(Span, String)]) -> Diagnostic {
    let message = format!("`{slo}` promises {promised}, but what it cannot do without promises {reachable} in all");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("promises {promised}"))
        .note("a service is well at most while all that it needs is well: the product of their objectives is the most that it can promise")
        .help(format!("promise at most {reachable}, or more where it is needed"))
        .help("if it can answer without them (a cache, a fallback), say so before the block: `@allow(W0676, \"…\")`");
    chain.iter().fold(diagnostic, |diagnostic, (span, text)| diagnostic.label(*span, text.clone()))
}
