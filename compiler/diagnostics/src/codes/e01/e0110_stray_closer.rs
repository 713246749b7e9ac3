use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0110, "stray-closer", Error, "e0110_stray_closer.md");

/// `text` at `span` closes nothing.
pub fn stray(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("this `{text}` closes nothing"), span, "no matching opening delimiter")
        .fix(format!("remove `{text}`"), span, "", Applicability::Unsafe)
}
