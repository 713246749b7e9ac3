use crate::Diagnostic;
use infrac_source::Span;

define!(E0306, "not-a-value", Error, "e0306_not_a_value.md");

/// A function, an output with parameters, or a module where a value is wanted.
pub fn not_a_value(span: Span, noun: &str, name: &str, definition: Span) -> Diagnostic {
    let help = match noun {
        "module" => format!("take something of it: `{name}.item`"),
        _ => format!("call it: `{name}(…)`"),
    };
    let article = if noun == "output" { "an" } else { "a" };
    Diagnostic::new(CODE, format!("`{name}` is {article} {noun}, not a value"), span, "a value is wanted here")
        .label(definition, "declared here")
        .help(help)
}

/// A call of something that takes no arguments.
pub fn not_a_function(span: Span, name: &str, definition: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("`{name}` cannot be called"), span, "not a function");
    match definition {
        Some(definition) => diagnostic.label(definition, "declared here").help("leave out the parentheses"),
        None => diagnostic,
    }
}
