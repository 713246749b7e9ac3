use crate::Diagnostic;
use infrac_source::Span;

define!(E0106, "interpolation", Error, "e0106_interpolation.md");

/// The `${` at `span` has no `}` on its line.
pub fn unclosed(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this interpolation is not closed", span, "no `}` follows on this line")
        .help("close it with `}`; for a dollar sign and a brace as text write `\\${`")
}

/// The `${` at `span` lies deeper in other interpolations than is read.
pub fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "interpolations are nested more than 8 deep", span, "not read")
        .help("give the inner text a name with `let` and interpolate the name")
}

/// An interpolation at `span` without an expression.
pub fn empty(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this interpolation is empty", span, "expected an expression between the braces")
        .help("name a value: `${release}`; for the text itself write `\\${}`")
}

/// An interpolation at `span`, in a string that must be plain text.
pub fn not_here(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this text cannot hold an interpolation", span, "must be known from the text alone")
        .note("names, paths of imports and titles of tests are fixed: they cannot depend on values")
}
