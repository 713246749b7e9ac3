use crate::Diagnostic;
use infrac_source::Span;

define!(E0411, "conflict", Error, "e0411_conflict.md");

/// Two assignments of one key with equal rank: at `span`, and before it at `first`.
pub fn conflict(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(CODE, "the same thing is set twice with equal rank", span, "set here")
        .label(first, "and here")
        .note("neither is nearer to the environment, nor said by a closer speaker, so none of them wins")
        .help("remove one of them, or say one `in` an environment")
}

/// `key` is set twice where the source alone shows it; in `environment` if both stand in overlays.
pub fn key_set_twice(span: Span, key: &str, first: Span, environment: Option<&str>) -> Diagnostic {
    let place = environment.map(|environment| format!(" in {environment}")).unwrap_or_default();
    Diagnostic::new(CODE, format!("`{key}` is set twice{place}"), span, "set again here")
        .label(first, "first set here")
        .note("neither ranks above the other, and the order of lines never decides")
        .help("remove one of them")
}
