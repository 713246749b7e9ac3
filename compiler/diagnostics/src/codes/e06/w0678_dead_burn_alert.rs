use crate::Diagnostic;
use infrac_source::Span;

define!(W0678, "dead-burn-alert", Warning, "w0678_dead_burn_alert.md");

/// The alerts of `slo` over `dead` can never fire, since they ask for `asked` of all events to be bad; its objective stands at `span`, its
/// window at `window`.
pub fn dead_burn_alert(span: Span, slo: &str, dead: &[String], asked: &str, window: Option<Span>) -> Diagnostic {
    let windows = dead.join(", ");
    let message = format!("`{slo}` gets no alert over {windows}: it could never fire");
    let diagnostic = Diagnostic::new(CODE, message, span, "leaves a budget that cannot burn so fast")
        .note(format!("it would fire when {asked} of all events are bad"))
        .note("burn rate = share of the budget × window of the objective / window of the alert; threshold = burn rate × (100% − objective)")
        .help("the slower alerts stay; if they are enough, say so before the block: `@allow(W0678, \"…\")`; else promise more, or over a shorter window");
    match window.filter(|&window| window != span) {
        Some(window) => diagnostic.label(window, "counted over this time"),
        None => diagnostic,
    }
}
