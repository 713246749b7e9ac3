use crate::Diagnostic;
use infrac_source::Span;

define!(E0817, "no-such-attribute", Error, "e0817_no_such_attribute.md");

/// Type `kind` has no attribute `name`; `known`: those that it has.
pub fn unknown(span: Span, kind: &str, name: &str, known: &[&str]) -> Diagnostic {
    let near = crate::did_you_mean(name, known.iter().copied());
    let meant = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    let diagnostic = Diagnostic::new(CODE, format!("`{kind}` has no attribute `{name}`{meant}"), span, "read here");
    match near {
        None if known.len() <= 12 && !known.is_empty() => diagnostic.note(format!("it has {}", known.join(", "))),
        _ => diagnostic,
    }
}

/// `name` is asked of a list.
pub fn no_index(span: Span, kind: &str, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` is asked of a list in `{kind}`"), span, "read here")
        .help(format!("say which element: `[0].{name}`"))
}

/// `what` is indexed.
pub fn not_indexed(span: Span, kind: &str, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("this path into `{kind}` indexes {what}"), span, "read here")
}

/// `name` is asked of `what`, which has no parts.
pub fn no_parts(span: Span, kind: &str, name: &str, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("this path into `{kind}` asks {what} for `{name}`"), span, "read here")
        .note("it has no parts")
}
