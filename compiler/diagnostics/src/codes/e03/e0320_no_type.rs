use crate::Diagnostic;
use infrac_source::Span;

define!(E0320, "no-type", Error, "e0320_no_type.md");

/// `tag { … }` where no type says which union is meant.
pub fn tag_without_type(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("nothing says which type `{tag} {{ … }}` is of"), span, "a tag of what?")
        .help("say it: `let place: Place = …`")
}

/// A map without wanted type whose values are of different types.
pub fn map_without_type(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "the values of this map are of different types", span, "a map of what?")
        .help("say it: `let limits: Map<String, Int> = { … }`")
}

/// An entry in a body that no type is wanted of.
pub fn entry_without_type(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "nothing says what this body is for, so it holds keys and values only", span, "not here")
        .help("give it a type, or compute the value: `key = if c then a else b`")
}
