use crate::Diagnostic;
use infrac_source::Span;

define!(E0216, "wrong-labels", Error, "e0216_wrong_labels.md");

/// A block of `kind` with `given` labels where `wanted` belong.
pub fn wrong_labels(span: Span, kind: &str, wanted: usize, given: usize) -> Diagnostic {
    let (message, help) = match wanted {
        0 => (format!("`{kind}` has no label"), format!("write `{kind} {{ … }}`")),
        1 if given == 0 => (format!("this `{kind}` has no label"), format!("give it a name: `{kind} name {{ … }}`")),
        1 if kind == "environment" => (
            format!("`{kind}` has one label"),
            format!("write `{kind} name {{ … }}`, or `{kind} name: parent {{ … }}` to inherit from another"),
        ),
        1 => (format!("`{kind}` has one label"), format!("write `{kind} name {{ … }}`")),
        _ => (format!("`{kind}` has two labels, a type and a name"), format!("write `{kind} type name {{ … }}`")),
    };
    let label = if given < wanted { "a label is missing" } else { "one label too many" };
    Diagnostic::new(CODE, message, span, label).help(help)
}
