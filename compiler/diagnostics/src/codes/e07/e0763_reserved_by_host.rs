use crate::Diagnostic;
use infrac_source::Span;

define!(E0763, "reserved-by-host", Error, "e0763_reserved_by_host.md");

/// `what` would be called `name` by `host`, which keeps such names to itself.
pub fn reserved_by_host(span: Span, what: &str, name: &str, host: &str) -> Diagnostic {
    let message = format!("{what} would be `{name}` in the settings of {host}, which keeps such names to itself");
    Diagnostic::new(CODE, message, span, "not this name")
        .note("names of its variables and secrets do not begin with `GITHUB_`")
        .help("call it otherwise")
}
