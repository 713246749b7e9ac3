use crate::Diagnostic;
use infrac_source::Span;

define!(E0680, "unheard-alert", Error, "e0680_unheard_alert.md");

/// No receiver takes the `severity` of `alert`; `receivers` are all there are, the first one's list at `takes`.
pub fn unheard_alert(span: Span, alert: &str, severity: &str, receivers: &[String], takes: Option<Span>) -> Diagnostic {
    let named: Vec<String> = receivers.iter().map(|receiver| format!("`{receiver}`")).collect();
    let message = format!("nobody is told of `{alert}`: no receiver takes `{severity}`");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("a `{severity}` alert"))
        .help(format!("add `{severity}` to what one of {} takes, or name a receiver: `receiver = …`", named.join(", ")));
    match takes.filter(|&takes| takes != span) {
        Some(takes) => diagnostic.label(takes, "takes other severities only"),
        None => diagnostic,
    }
}
