use crate::Diagnostic;
use infrac_source::Span;

define!(E0760, "tag-pattern", Error, "e0760_tag_pattern.md");

/// The tags of `environment` are said by a regular expression that no filter of `host` can say.
pub fn tag_pattern(span: Span, environment: &str, pattern: &str, host: &str) -> Diagnostic {
    let message = format!("{host} cannot tell the tags `{pattern}` of `{environment}` from others");
    Diagnostic::new(CODE, message, span, "no filter of tags says this")
        .note("its filters know letters, digits, `.`, `-`, `_`, `/`, sets of characters with or without `+`, any text, and alternatives")
        .help("say it with those: `v.*`, `v[0-9]+\\\\.[0-9]+\\\\.[0-9]+`, `release/.*|hotfix/.*`")
}
