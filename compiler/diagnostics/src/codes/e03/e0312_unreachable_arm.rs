use crate::Diagnostic;
use infrac_source::Span;

define!(E0312, "unreachable-arm", Error, "e0312_unreachable_arm.md");

/// An arm whose cases an earlier one takes.
pub fn unreachable_arm(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this arm is never reached", span, "already covered")
        .label(first, "by this pattern")
        .help("remove it, or put it before the other")
}
