use crate::Diagnostic;
use infrac_source::Span;

define!(E0209, "unknown-tag", Error, "e0209_unknown_tag.md");

/// `name` is no tag of the union that is wanted at `origin`; `tags` are its tags, `union` its name if it has one.
pub fn unknown_tag(
    span: Span,
    name: &str,
    near: Option<&str>,
    union: Option<&str>,
    tags: &[String],
    origin: Option<Span>,
) -> Diagnostic {
    let message = match union {
        Some(union) => format!("{union} has no tag `{name}`"),
        None => format!("`{name}` is none of the tags that may stand here"),
    };
    let mut diagnostic = Diagnostic::new(CODE, message, span, "not a tag of it");
    if let Some(origin) = origin {
        diagnostic = diagnostic.label(origin, "wanted here");
    }
    if near.is_none() {
        let shown: Vec<String> = tags.iter().take(12).map(|tag| format!("`{tag}`")).collect();
        let more = if tags.len() > shown.len() { ", …" } else { "" };
        diagnostic = diagnostic.help(format!("its tags are {}{more}", shown.join(", ")));
    }
    diagnostic.meant(span, near)
}
