use crate::Diagnostic;
use infrac_source::Span;

define!(E0207, "unknown-member", Error, "e0207_unknown_member.md");

/// `what` has no member `name`. `known` are those it has.
pub fn unknown_member(
    span: Span,
    name: &str,
    what: &str,
    near: Option<&str>,
    known: &[String],
    definition: Option<Span>,
) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(CODE, format!("{what} has no member `{name}`"), span, "not known");
    if let Some(definition) = definition {
        diagnostic = diagnostic.label(definition, "declared here");
    }
    if near.is_none() && !known.is_empty() {
        let shown: Vec<String> = known.iter().take(12).map(|name| format!("`{name}`")).collect();
        let more = if known.len() > shown.len() { ", …" } else { "" };
        diagnostic = diagnostic.help(format!("it has {}{more}", shown.join(", ")));
    }
    diagnostic.meant(span, near)
}

/// `map.key`: keys of maps are data, not names.
pub fn map_member(span: Span, map: &str, key: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{map}` is a map, and keys of maps are no members"), span, "a key?")
        .help(format!("write `{map}[\"{key}\"]`"))
}

/// `what` has no member `name`, but a key that begins so and is no name: `api.http-admin` reads as `api.http - admin`.
pub fn quoted_member(span: Span, name: &str, what: &str, base: &str, key: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("{what} has no member `{name}`, but `{key}`"), span, "a name ends before `-` and `.`")
        .help(format!("write `{base}[\"{key}\"]`"))
}
