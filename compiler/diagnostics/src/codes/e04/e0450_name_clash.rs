use crate::Diagnostic;
use infrac_source::Span;

define!(E0450, "name-clash", Error, "e0450_name_clash.md");

/// The block `identity` at `span` gets the name of `first`, which is declared at `other`.
pub fn name_clash(span: Span, name: &str, identity: &str, other: Span, first: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("two blocks are called `{name}`"), span, format!("`{identity}` is called `{name}`"))
        .label(other, format!("and so is `{first}`"))
        .help("give one of them another name: `name = \"…\"`")
}
