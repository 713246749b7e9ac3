use crate::Diagnostic;
use infrac_source::Span;

define!(E0119, "dangling-attribute", Error, "e0119_dangling_attribute.md");

/// The attribute at `span` stands before nothing that could carry it.
pub fn dangling(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this attribute belongs to nothing", span, "a declaration or an entry must follow")
}
