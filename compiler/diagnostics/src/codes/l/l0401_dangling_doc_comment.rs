use crate::Diagnostic;
use infrac_source::Span;

define!(L0401, "dangling-doc-comment", Warning, "l0401_dangling_doc_comment.md");

/// The `///` lines at `span` stand before nothing that can be documented.
pub fn dangling(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "this `///` documents nothing", span, "nothing that it could document follows")
        .note("`///` documents the declaration, entry, parameter, attribute or tag that follows it")
        .help("write `//` for a remark, `//!` at the head of a file to document the module")
}
