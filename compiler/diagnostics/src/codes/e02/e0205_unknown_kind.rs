use crate::{Diagnostic, foreign_head};
use infrac_source::Span;

define!(E0205, "unknown-kind", Error, "e0205_unknown_kind.md");

/// `name` heads a block but is neither a kind nor a component. A word of another language is told what it is here.
pub fn unknown_kind(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("no kind or component named `{name}`"), span, "heads no block");
    match foreign_head(name) {
        Some(foreign) => diagnostic.foreign(foreign),
        None => diagnostic.meant(span, near),
    }
}
