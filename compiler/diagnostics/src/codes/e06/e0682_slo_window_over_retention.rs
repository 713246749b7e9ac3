use crate::Diagnostic;
use infrac_source::Span;

define!(E0682, "slo-window-over-retention", Error, "e0682_slo_window_over_retention.md");

/// The objective `slo` counts over `window` (at `span`), metrics are kept for `kept` (at `retention`).
pub fn slo_window_over_retention(span: Span, slo: &str, window: &str, kept: &str, retention: Option<Span>) -> Diagnostic {
    let message = format!("the objective `{slo}` counts over {window}, but metrics are kept for {kept}");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("counts over {window}"))
        .note("what is older is gone, so that the error budget would be wrong without anybody noticing")
        .help("keep metrics at least as long, or shorten the window");
    match retention.filter(|&retention| retention != span) {
        Some(retention) => diagnostic.label(retention, format!("kept for {kept}")),
        None => diagnostic,
    }
}
