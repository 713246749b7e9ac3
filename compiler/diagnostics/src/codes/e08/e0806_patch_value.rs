use crate::Diagnostic;
use infrac_source::Span;

define!(E0806, "patch-value", Error, "e0806_patch_value.md");

/// The value at `span` for `path` cannot be written into a document; `why` says why.
pub fn patch_value(span: Span, path: &str, why: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the value for `{path}` cannot be patched in"), span, why.to_owned())
        .help("give it through an attribute of the block: there each target knows how to bring it in")
}
