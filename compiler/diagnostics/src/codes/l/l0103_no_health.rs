use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(L0103, "no-health", Warning, "l0103_no_health.md");

/// `block` listens on ports, but nothing says when it may be sent requests.
pub fn no_health(span: Span, block: &str, environment: &Str) -> Diagnostic {
    Diagnostic::new(CODE, format!("nobody can tell whether `{block}` is ready"), span, "it has ports, but no `health.ready`")
        .note("it is sent requests as soon as its process exists, also while it starts and after it has hung")
        .help("say how to ask: `health = { ready = http(\"/ready\") }`, `tcp()` or `exec([…])`")
        .in_environment(environment.clone())
}
