use crate::Diagnostic;
use infrac_source::Span;

define!(E0223, "out-of-place", Error, "e0223_out_of_place.md");

/// `self`, `it`, `name` or `this` where it means nothing.
pub fn out_of_place(span: Span, name: &str) -> Diagnostic {
    let means = match name {
        "self" => "`self` is the block around, and there is none of a kind here",
        "it" => "`it` is the value in a `where`",
        "name" => "`name` is the label of a component's instance, and this is not inside a component",
        _ => "`this` is the block of a component that takes the instance's name, and this is not inside a component",
    };
    Diagnostic::new(CODE, format!("`{name}` means nothing here"), span, "out of place").note(means)
}

/// `this` in a component without a block of that label.
pub fn no_this(span: Span, component: &str, definition: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("component `{component}` has no block labelled `this`"), span, "stands for nothing")
        .label(definition, "declared here")
        .help("label the block that takes the instance's name: `service this { … }`")
}

/// The first label of a two-label block alone.
pub fn half_a_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` is half a name"), span, "which one?")
        .help(format!("a block with two labels is named by both: `{name}.label`"))
}
