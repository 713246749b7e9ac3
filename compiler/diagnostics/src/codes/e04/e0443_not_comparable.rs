use crate::Diagnostic;
use infrac_source::Span;

define!(E0443, "not-comparable", Error, "e0443_not_comparable.md");

/// An operator at `span` over values that it has no meaning for.
pub fn not_comparable(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "these values cannot be put together so", span, "one of them is known only when deploying, or is a secret")
        .help("decide by something that is known when building: an attribute of the environment, or `match env`")
}
