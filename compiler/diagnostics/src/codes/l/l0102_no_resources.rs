use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(L0102, "no-resources", Warning, "l0102_no_resources.md");

/// `block` runs in a cluster and says nothing of `missing` (`cpu`, `memory`, or both).
pub fn no_resources(span: Span, block: &str, missing: &str, environment: &Str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{block}` says nothing of the {missing} that it may use"), span, "no limit is set here")
        .note("without a request the scheduler counts it as nothing; without a limit one leak takes the whole node")
        .help("say it as request..limit: `resources = { cpu = 250m..1, memory = 256Mi..512Mi }`")
        .in_environment(environment.clone())
}
