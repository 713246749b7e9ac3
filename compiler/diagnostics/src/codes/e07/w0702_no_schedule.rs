use crate::Diagnostic;
use infrac_source::Span;

define!(W0702, "no-schedule", Warning, "w0702_no_schedule.md");

/// `name` runs by the clock (said at `span`), which `target` does not have; `command` starts it by hand.
pub fn no_schedule(span: Span, target: &str, name: &str, command: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("{target} does not start `{name}` by the clock"), span, "has no effect there")
        .note("Docker Compose has no schedules")
        .help(format!("start it by hand: `{command}`"))
        .help("if that is enough, say why before the block: `@allow(W0702, \"…\")`; else keep the block out of this environment")
}
