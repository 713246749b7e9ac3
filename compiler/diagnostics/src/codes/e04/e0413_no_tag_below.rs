use crate::Diagnostic;
use infrac_source::Span;

define!(E0413, "no-tag-below", Error, "e0413_no_tag_below.md");

/// A Body at `span` that should add to a tag, and no tag is set below it.
pub fn no_tag_below(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "these fields have no variant to add to", span, "which variant is not said")
        .help("write the variant before the `{`, as in `kubernetes { … }`")
}
