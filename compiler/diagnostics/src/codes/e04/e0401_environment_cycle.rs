use crate::Diagnostic;
use infrac_source::Span;

define!(E0401, "environment-cycle", Error, "e0401_environment_cycle.md");

/// Environments that inherit from each other: each step, in order.
pub fn environment_cycle(steps: &[(Span, String)]) -> Diagnostic {
    Diagnostic::chain(CODE, "environments inherit from each other in a circle", steps)
        .help("declare an `@abstract environment` with what they share, and let both inherit from it")
}

/// `: parent` at a block that is no environment.
pub fn parent_of_block(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "only environments inherit", span, "a parent")
        .help("what blocks share is said by `defaults`, or by a component")
}
