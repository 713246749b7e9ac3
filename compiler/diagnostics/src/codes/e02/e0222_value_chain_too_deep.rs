use crate::Diagnostic;
use infrac_source::Span;

define!(E0222, "value-chain-too-deep", Error, "e0222_value_chain_too_deep.md");

/// Values that hang on each other through too many `let`s without types.
pub fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "the type of this value hangs on too many others", span, "too deep to follow")
        .help("give one of the `let`s on the way a type: `let limit: Int = …`")
}
