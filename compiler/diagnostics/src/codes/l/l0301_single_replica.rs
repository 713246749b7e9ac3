use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(L0301, "single-replica", Warning, "l0301_single_replica.md");

/// `service` keeps no state, yet one copy of it runs in `environment`, which is protected (said at `protected`).
pub fn single_replica(span: Span, service: &str, protected: Option<Span>, environment: &Str) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(CODE, format!("only one copy of `{service}` runs in {environment}"), span, "one replica")
            .note("each drain of its node and each crash is an outage")
            .help("let at least two run: `replicas = 2`")
            .in_environment(environment.clone());
    match protected {
        Some(place) => diagnostic.label(place, "this environment is protected"),
        None => diagnostic,
    }
}
