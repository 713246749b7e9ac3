use crate::Diagnostic;
use infrac_source::Span;

define!(E0319, "not-indexable", Error, "e0319_not_indexable.md");

/// `x[i]` of something that is no list or map.
pub fn not_indexable(span: Span, what: &str, found: &str) -> Diagnostic {
    let what = if what.starts_with("this") { what.to_owned() } else { format!("`{what}`") };
    Diagnostic::new(CODE, format!("{what} has no elements to take by `[…]`"), span, format!("of type {found}"))
}
