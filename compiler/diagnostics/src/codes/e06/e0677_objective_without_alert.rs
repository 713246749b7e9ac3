use crate::Diagnostic;
use infrac_source::Span;

define!(E0677, "objective-without-alert", Error, "e0677_objective_without_alert.md");

/// No burn-rate alert of `slo` (its objective at `span`, its window at `window`) can fire: even the slowest asks for `asked` of all events
/// to be bad.
pub fn objective_without_alert(span: Span, slo: &str, asked: &str, window: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("no alert of `{slo}` can ever fire"), span, "leaves a budget that cannot burn so fast")
        .note(format!("its slowest alert would fire when {asked} of all events are bad"))
        .note("burn rate = share of the budget × window of the objective / window of the alert; threshold = burn rate × (100% − objective)")
        .help("promise more, or over a shorter window");
    match window.filter(|&window| window != span) {
        Some(window) => diagnostic.label(window, "counted over so long a time"),
        None => diagnostic,
    }
}
