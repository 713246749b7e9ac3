use crate::Diagnostic;
use infrac_source::Span;

define!(E0215, "kind-outside-std", Error, "e0215_kind_outside_std.md");

/// `kind` in a project.
pub fn kind_outside_std(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` cannot be a kind: kinds are declared by the standard library"), span, "declared here")
        .note("what a kind means is known to every target; what is built from kinds is a component")
        .help(format!("write `component {name}(…) {{ … }}`, or `component {name}(…): service {{ … }}`"))
}
