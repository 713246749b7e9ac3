use crate::{Applicability, Diagnostic};
use infrac_source::Span;

define!(E0118, "expected-declaration", Error, "e0118_expected_declaration.md");

/// `found` at `span` begins no declaration.
pub fn expected(span: Span, found: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("expected a declaration, found {found}"), span, "begins no declaration").help(
        "at the top of a file stand blocks (`service web { … }`), `let`, `fn`, `type`, `param`, `component`, `defaults`, `test` and `assert`",
    );
    match found {
        "`for`" => diagnostic.help("blocks repeat inside a component: `component shops() { for key in [\"a\", \"b\"] { service web { … } } }`, and then `shops all {}`"),
        "`if`" | "`match`" => diagnostic.help("a block that only some environments have says so: `service web in production { … }`"),
        _ => diagnostic,
    }
}

/// An entry `key = …` at `span` stands outside any block.
pub fn entry_outside(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{key} = …` stands outside any block"), span, "an entry of which block?")
        .help(format!("move it into a block, or declare a value: `let {key} = …`"))
        .fix("declare a value", span.at_start(), "let ", Applicability::Unsafe)
}
