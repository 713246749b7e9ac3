use crate::Diagnostic;
use infrac_source::Span;

define!(E0726, "object-name", Error, "e0726_object_name.md");

/// `name`, of the block declared at `span`, does not begin with a letter.
pub fn object_name(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{name}` is no name for objects of Kubernetes"), span, "does not begin with a letter")
        .note("a Service is found by its name in DNS, and that must begin with a letter (RFC 1035)")
        .help("set another: `name = \"…\"`")
}
