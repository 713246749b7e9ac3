use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0115, "hyphen-in-name", Error, "e0115_hyphen_in_name.md");

/// The name at `span` is written with hyphens: `text`.
pub fn hyphen(span: Span, text: &str) -> Diagnostic {
    let (under, quoted) = (text.replace('-', "_"), format!("\"{text}\""));
    Diagnostic::new(CODE, format!("`{text}` is not a name: names have no hyphens"), span, "a hyphen means minus")
        .help("targets that want hyphens get them: `a_b` becomes `a-b` in Kubernetes")
        .fix(format!("write `{under}`"), span, under, Applicability::Unsafe)
        .fix(format!("write `{quoted}`"), span, quoted, Applicability::Unsafe)
}
