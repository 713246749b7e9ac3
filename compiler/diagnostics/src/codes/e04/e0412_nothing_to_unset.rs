use crate::Diagnostic;
use infrac_source::Span;

define!(E0412, "nothing-to-unset", Error, "e0412_nothing_to_unset.md");

/// An `unset` at `span` below which nothing is set.
pub fn nothing_to_unset(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "there is nothing to unset here", span, "nothing below this sets it")
        .note("`unset` removes what lower ones said: the block without `in`, a component, `defaults`; a kind's own default stays")
        .help("remove the `unset`")
}

/// `unset kind label` of a child that no lower layer declares.
pub fn no_child(span: Span, kind: &str, label: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::new(CODE, format!("there is no {kind} `{label}` to remove"), span, "nothing below declares it")
        .meant(span, near)
}

/// A path that goes into a value without keys.
pub fn not_inside(span: Span, path: String) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{path}` has no keys to remove"), span, "goes into a single value")
        .help(format!("write `unset {path}` to remove all of it"))
}
