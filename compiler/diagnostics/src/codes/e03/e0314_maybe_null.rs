use crate::Diagnostic;
use infrac_source::Span;

define!(E0314, "maybe-null", Error, "e0314_maybe_null.md");

/// A value that may be null where `wanted` is asked for at `origin`.
pub fn maybe_null(span: Span, what: &str, wanted: &str, origin: Option<Span>) -> Diagnostic {
    let what = if what.starts_with("this") { what.to_owned() } else { format!("`{what}`") };
    let diagnostic = Diagnostic::new(CODE, format!("{what} may be null"), span, "may be null");
    let diagnostic = match origin {
        Some(origin) => diagnostic.label(origin, format!("{wanted} is asked for here, which is never null")),
        None => diagnostic,
    };
    diagnostic.help("say what it is then: `value ?? other`, or `match value { null => …, let v => … }`")
}

/// `a.b` where `a` may be null.
pub fn member_of_null(span: Span, what: &str, member: Span, name: &str) -> Diagnostic {
    let what = if what.starts_with("this") { what.to_owned() } else { format!("`{what}`") };
    Diagnostic::new(CODE, format!("{what} may be null, and null has no `{name}`"), span, "may be null")
        .label(member, "taken of it here")
        .help(format!("write `?.{name}`, which is null where {what} is"))
}

/// `null` where it cannot be.
pub fn never_null(span: Span, wanted: &str, origin: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("a value of type {wanted} is never null"), span, "null");
    let diagnostic = match origin {
        Some(origin) => diagnostic.label(origin, format!("{wanted} is asked for here")),
        None => diagnostic,
    };
    diagnostic.help("leave the attribute out to have its default, or remove what another layer said by `unset`")
}

/// `a == null` where `a` is never null.
pub fn compared_with_null(span: Span, what: &str, null: Span) -> Diagnostic {
    let what = if what.starts_with("this") { what.to_owned() } else { format!("`{what}`") };
    Diagnostic::new(CODE, format!("{what} is never null"), span, "never null").label(null, "so this is always the same")
}

/// `a ?? b` where `a` is never null.
pub fn default_of_known(span: Span, what: &str, operator: Span) -> Diagnostic {
    let what = if what.starts_with("this") { what.to_owned() } else { format!("`{what}`") };
    Diagnostic::new(CODE, format!("{what} is never null, so `??` has nothing to do"), span, "never null")
        .label(operator, "its right side is never taken")
}
