use crate::Diagnostic;
use infrac_source::Span;

define!(E0404, "environment-in-once", Error, "e0404_environment_in_once.md");

/// `env` in a block that is evaluated once.
pub fn env_in_once(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this block is the same in all environments, so there is no `env` in it", span, "which environment?")
        .help("say it in the environment, or in a `deploy` block, which is taken once for each environment")
}

/// `in` in a block that is evaluated once.
pub fn in_once(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this block is the same in all environments, so it has no overlays", span, "not here")
        .help("say it in the environment: attributes of the project that differ belong there")
}
