use crate::Diagnostic;
use infrac_source::Span;

define!(E0819, "address-clash", Error, "e0819_address_clash.md");

/// Two blocks would have the same address in Terraform; `other`: the one that was first.
pub fn address_clash(span: Span, address: &str, other: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("two blocks would be `{address}` in Terraform"), span, "the second one")
        .note("a Terraform name holds letters, digits and `_`; everything else becomes `_`")
        .help("give one of them another label; `@was(old)` keeps what it has made");
    match other {
        Some(other) => diagnostic.label(other, "the first one"),
        None => diagnostic,
    }
}
