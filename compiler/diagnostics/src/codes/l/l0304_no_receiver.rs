use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(L0304, "no-receiver", Warning, "l0304_no_receiver.md");

/// `environment` (declared at `declared`) has no receiver, and `who` (at `span`), an alert or an objective, tells somebody when it fires.
pub fn no_receiver(span: Span, who: &str, declared: Option<Span>, environment: &Str) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(CODE, format!("nobody is told when `{who}` fires: {environment} has no receiver"), span, "fires, and nobody hears it")
            .help("declare who is told: `receiver on_call { to = webhook { url = hook } }`")
            .help("where somebody else's Alertmanager routes alerts, say so at the environment: `@allow(L0304, \"routed by …\")`")
            .in_environment(environment.clone());
    match declared {
        Some(place) => diagnostic.label(place, "has no receiver"),
        None => diagnostic,
    }
}
