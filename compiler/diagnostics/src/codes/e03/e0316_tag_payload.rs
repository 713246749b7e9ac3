use crate::Diagnostic;
use infrac_source::Span;

define!(E0316, "tag-payload", Error, "e0316_tag_payload.md");

/// A tag alone that has fields which must be given.
pub fn payload_missing(span: Span, tag: &str, fields: &[String], positional: bool, definition: Span) -> Diagnostic {
    let shown = fields.join(", ");
    let help = if positional { format!("write `{tag}({shown})`") } else { format!("write `{tag} {{ {shown} = … }}`") };
    Diagnostic::new(CODE, format!("the tag `{tag}` needs {shown}"), span, "alone")
        .label(definition, "declared here")
        .help(help)
}

/// A payload of a tag that has none.
pub fn no_payload(span: Span, tag: &str, definition: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("the tag `{tag}` holds nothing"), span, "cannot take this")
        .label(definition, "declared here")
        .help(format!("write `{tag}` alone"))
}

/// `tag(x)` where the fields are named.
pub fn braces_wanted(span: Span, tag: &str, fields: &[&str], definition: Span) -> Diagnostic {
    let first = fields.first().copied().unwrap_or("field");
    Diagnostic::new(CODE, format!("the tag `{tag}` takes its fields by name"), span, "by position")
        .label(definition, "declared here")
        .help(format!("write `{tag} {{ {first} = … }}`"))
}

/// A pattern that binds more than the tag has.
pub fn too_many_binders(span: Span, tag: &str, wanted: usize, given: usize, definition: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("the tag `{tag}` has {wanted} fields, not {given}"), span, "binds too many")
        .label(definition, "declared here")
}

/// A pattern that takes apart an environment.
pub fn environment_payload(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("environment `{name}` cannot be taken apart in a pattern"), span, "binds something")
        .help("its attributes are read through `env`: `env.domain`")
}
