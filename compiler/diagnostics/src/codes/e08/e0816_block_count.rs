use crate::Diagnostic;
use infrac_source::Span;

define!(E0816, "block-count", Error, "e0816_block_count.md");

/// Block `name` of `path` stands there `count` times; `single`: at most one may.
pub fn block_count(span: Span, path: &str, name: &str, count: usize, single: bool) -> Diagnostic {
    if single {
        Diagnostic::new(CODE, format!("`{path}` takes one block `{name}`, not {count}"), span, format!("{count} are given here"))
    } else {
        Diagnostic::new(CODE, format!("`{path}` needs at least one block `{name}`"), span, "none is given here")
    }
}
