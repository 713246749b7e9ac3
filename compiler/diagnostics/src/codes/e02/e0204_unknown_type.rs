use crate::Diagnostic;
use infrac_source::Span;

define!(E0204, "unknown-type", Error, "e0204_unknown_type.md");

/// `name` is no type. `kind`: there is a kind or component of that name in small letters.
pub fn unknown_type(span: Span, name: &str, near: Option<&str>, kind: bool) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("no type named `{name}`"), span, "not a type").meant(span, near);
    if kind {
        let kind = name.to_lowercase();
        return diagnostic.help(format!("a reference to a block of that kind is a `Ref<{kind}>`"));
    }
    diagnostic
}
