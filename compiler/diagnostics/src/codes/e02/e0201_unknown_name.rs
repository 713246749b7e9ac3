use crate::Diagnostic;
use infrac_source::Span;

define!(E0201, "unknown-name", Error, "e0201_unknown_name.md");

/// `name` at `span` means nothing here. `near` is the name that was likely meant and `noun` what that is; `elsewhere` says what the name is
/// where it does mean something; `text`: a text is wanted there, and may have been meant.
pub fn unknown_name(
    span: Span,
    name: &str,
    near: Option<&str>,
    noun: Option<&str>,
    elsewhere: Option<&str>,
    text: bool,
) -> Diagnostic {
    let message = match noun.filter(|_| near.is_some()) {
        Some(noun) if noun != "name" => format!("no {noun} named `{name}`"),
        _ => format!("nothing is named `{name}`"),
    };
    let diagnostic = Diagnostic::new(CODE, message, span, "not known here");
    match elsewhere {
        Some(elsewhere) => diagnostic.note(format!("`{name}` is {elsewhere}")),
        None if text && near.is_none() => diagnostic.help("text stands in quotes: `\"…\"`"),
        None => diagnostic.meant(span, near),
    }
}

/// A call of a function that does not exist.
pub fn unknown_function(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(CODE, format!("no function named `{name}`"), span, "not known here").meant(span, near)
}
