use crate::Diagnostic;
use infrac_source::Span;

define!(E0812, "unknown-argument", Error, "e0812_unknown_argument.md");

/// `path` (a resource type, or a block in it) has no argument `name` that can be set; `known`: those that can.
pub fn unknown_argument(span: Span, path: &str, name: &str, known: &[&str]) -> Diagnostic {
    let near = crate::did_you_mean(name, known.iter().copied());
    let meant = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let diagnostic = Diagnostic::new(CODE, format!("`{path}` has no argument `{name}`{meant}"), span, "set here");
    match near {
        None if known.len() <= 12 && !known.is_empty() => diagnostic.note(format!("it has {}", known.join(", "))),
        _ => diagnostic,
    }
}
