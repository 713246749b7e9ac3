use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0550, "plain-text-secret", Error, "e0550_plain_text_secret.md");

/// The variable `key` of `block` is a secret by its name, and its value stands in the text. `literal`: the span is the value itself.
/// The value is never shown.
pub fn plain_text_secret(span: Span, literal: bool, block: &str, key: &str) -> Diagnostic {
    let name = key.to_ascii_lowercase();
    let diagnostic = Diagnostic::new(CODE, format!("`{key}` of `{block}` is a secret in plain text"), span, "everybody who reads this file can read it")
        .note("it stays in the history of the repository; a secret that was committed once must be replaced")
        .help(format!("declare `secret {name} {{ description = \"…\" }}` at the top of the file, and read it here"))
        .help("if it is none, say so before the block: `@allow(E0550, \"…\")`");
    if literal {
        diagnostic.fix(format!("read the secret `{name}`, to be declared"), span, name, Applicability::Display)
    } else {
        diagnostic
    }
}
