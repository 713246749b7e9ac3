use crate::Diagnostic;
use infrac_source::Span;

define!(E0315, "tag-or-variable", Error, "e0315_tag_or_variable.md");

/// A bare name that is a tag of the wanted type and a variable in scope.
pub fn tag_or_variable(span: Span, name: &str, variable: Span, tag: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` is a tag here and a variable in scope"), span, "which of them?")
        .label(variable, "the variable")
        .label(tag, "the tag")
        .help("rename the variable")
}
