use crate::Diagnostic;
use infrac_source::Span;

define!(E0322, "malformed-type", Error, "e0322_malformed_type.md");

/// Type arguments that do not belong to the type.
pub fn arguments(span: Span, name: &str, wanted: usize, given: usize) -> Diagnostic {
    let help = match (name, wanted) {
        ("Map", _) => "write `Map<String, Int>`".to_owned(),
        ("Ref", _) => "write `Ref<service>`".to_owned(),
        (_, 0) => format!("write `{name}`"),
        _ => format!("write `{name}<Int>`"),
    };
    Diagnostic::new(CODE, format!("{name} takes {wanted} types between `<` and `>`, not {given}"), span, "written here")
        .help(help)
}

/// A map whose keys are no text.
pub fn map_key(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the keys of a map are text, not {key}"), span, "the type of the keys")
}

/// Two members of a union that a value could not tell apart.
pub fn same_head(span: Span, ty: &str, first: Span, other: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("a value could be {ty} and {other} at once"), span, ty)
        .label(first, other)
        .help("the members of a union differ in their basic form; give them tags: `a(First) | b(Second)`")
}

/// `Ref<…>` of something that is no kind.
pub fn reference(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "a Ref names kinds and components", span, "not one").help("write `Ref<service | task>`")
}

/// `late Secret`.
pub fn late_secret(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "a Secret is always late", span, "says it twice").help("write `Secret`")
}
