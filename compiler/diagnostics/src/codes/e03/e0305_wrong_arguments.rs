use crate::Diagnostic;
use infrac_source::Span;

define!(E0305, "wrong-arguments", Error, "e0305_wrong_arguments.md");

/// More positional arguments than parameters.
pub fn too_many(span: Span, what: &str, name: &str, wanted: usize, given: usize, definition: Span) -> Diagnostic {
    let plural = if wanted == 1 { "argument" } else { "arguments" };
    let message = format!("{what} `{name}` takes {wanted} {plural}, not {given}");
    Diagnostic::new(CODE, message, span, "one too many").label(definition, "declared here")
}

/// No argument for a parameter without default.
pub fn missing(span: Span, what: &str, name: &str, parameter: &str, ty: &str, definition: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("{what} `{name}` needs `{parameter}`"), span, format!("`{parameter}` is missing"))
        .label(definition, format!("`{parameter}: {ty}` has no default"))
}

/// A named argument that no parameter has.
pub fn unknown_argument(
    span: Span,
    what: &str,
    name: &str,
    argument: &str,
    near: Option<&str>,
    definition: Span,
) -> Diagnostic {
    Diagnostic::new(CODE, format!("{what} `{name}` has no parameter `{argument}`"), span, "not known")
        .label(definition, "declared here")
        .meant(span, near)
}

/// One parameter given by position and by name, or twice by name.
pub fn given_twice(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` is given twice"), span, "again here").label(first, "first given here")
}
