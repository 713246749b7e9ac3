use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0301, "type-mismatch", Error, "e0301_type_mismatch.md");

/// `found` at `span` where `wanted` was asked for at `origin`.
pub fn type_mismatch(span: Span, found: &str, wanted: &str, origin: Option<Span>) -> Diagnostic {
    let message = format!("this is {}, and {} is wanted", article(found), article(wanted));
    with_origin(Diagnostic::new(CODE, message, span, format!("of type {found}")), origin, wanted)
}

/// A string where a tag is wanted; `tag` is the string's text if it is one of them. `tags` are all, as they are written.
pub fn text_for_tag(span: Span, tag: Option<&str>, tags: &str, wanted: &str, origin: Option<Span>) -> Diagnostic {
    let message = format!("this is a String, and {} is wanted", article(wanted));
    let diagnostic = with_origin(Diagnostic::new(CODE, message, span, "text"), origin, wanted);
    match tag {
        Some(tag) => diagnostic.fix(format!("write the tag `{tag}`, without quotes"), span, tag, Applicability::Safe),
        None => diagnostic.help(format!("its tags are written without quotes: {tags}")),
    }
}

/// A number in quotes where a number is wanted.
pub fn text_for_number(span: Span, number: &str, wanted: &str, origin: Option<Span>) -> Diagnostic {
    let message = format!("this is a String, and {} is wanted", article(wanted));
    with_origin(Diagnostic::new(CODE, message, span, "a number in quotes is text"), origin, wanted).fix(
        format!("write `{number}`, without quotes"),
        span,
        number,
        Applicability::Unsafe,
    )
}

/// A tag with a payload where no tag is wanted.
pub fn not_a_tag(span: Span, found: &str, wanted: &str, origin: Option<Span>) -> Diagnostic {
    let message = format!("this is {found}, and {} is wanted", article(wanted));
    with_origin(Diagnostic::new(CODE, message, span, "a tag"), origin, wanted)
}

fn with_origin(diagnostic: Diagnostic, origin: Option<Span>, wanted: &str) -> Diagnostic {
    match origin {
        Some(origin) => diagnostic.label(origin, format!("{wanted} is asked for here")),
        None => diagnostic,
    }
}

/// A type with its article; forms that read as they are stay bare.
fn article(ty: &str) -> String {
    match ty.chars().next() {
        Some('{') => format!("a record {ty}"),
        Some('A' | 'E' | 'I' | 'O') => format!("an {ty}"),
        Some(first) if first.is_ascii_uppercase() => format!("a {ty}"),
        _ => format!("`{ty}`"),
    }
}
