use crate::Diagnostic;
use infrac_source::Span;

define!(E0122, "unnamed-payload", Error, "e0122_unnamed_payload.md");

/// A second part without a name, at `second`, beside the first at `first`.
pub fn second_unnamed(second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(CODE, "only one part of a payload may go without a name", second, "give it a name: `name: Type`")
        .label(first, "the part without a name")
}
