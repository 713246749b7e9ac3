use crate::{Diagnostic, Foreign};
use infrac_source::Span;

define!(E0206, "unknown-attribute", Error, "e0206_unknown_attribute.md");

/// `name` is no attribute or field of `what`, which is declared at `definition`. `elsewhere` says what the name is instead; `known`
/// are the names that it takes, told where nothing is like this one.
pub fn unknown_attribute(
    span: Span,
    name: &str,
    what: &str,
    near: Option<&str>,
    elsewhere: Option<&str>,
    known: &[String],
    definition: Option<Span>,
) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(CODE, format!("{what} has no attribute `{name}`"), span, "not known");
    if let Some(definition) = definition {
        diagnostic = diagnostic.label(definition, "declared here");
    }
    match (elsewhere, near) {
        (Some(elsewhere), _) => diagnostic.help(elsewhere),
        (None, None) if !known.is_empty() => {
            let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            diagnostic.help(format!("it takes {}", names.join(", ")))
        }
        (None, near) => diagnostic.meant(span, near),
    }
}

/// `name` is no attribute of `what`, but a word of another language for something that it has, or that is said elsewhere.
pub fn foreign_word(span: Span, name: &str, what: &str, foreign: &Foreign, definition: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("{what} has no attribute `{name}`"), span, "not known").foreign(foreign);
    match definition {
        Some(definition) => diagnostic.label(definition, "declared here"),
        None => diagnostic,
    }
}

/// An assignment in a component that is of no kind.
pub fn no_base(span: Span, name: &str, what: &str, definition: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("{what} is of no kind, so it has no attribute `{name}`"), span, "of what?");
    let diagnostic = match definition {
        Some(definition) => diagnostic.label(definition, "declared without `: kind`"),
        None => diagnostic,
    };
    diagnostic.help("write `component name(…): service { … }` to make it a service, or put this into a block inside it")
}

/// A key that interpolates where keys are attributes.
pub fn computed_key(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the attributes of {what} have fixed names"), span, "this name is computed")
        .help("only the keys of maps may be computed")
}
