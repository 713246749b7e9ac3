use crate::Diagnostic;
use infrac_source::Span;

define!(E0760, "tag-pattern", Error, "e0760_tag_pattern.md");

/// The tags of `environment` are said by a regular expression that no filter of `host` can say.
pub fn tag_pattern(span: Span, environment: &str, pattern: &str, host: &str) -> Diagnostic {
    let message = format!("{host} cannot tell the tags `{pattern}` of `{environment}` from others");
    let diagnostic = Diagnostic::new(CODE, message, span, "no filter of tags says this");
    if let Some(meant) = from_glob(pattern) {
        return diagnostic
            .note("this is a regular expression: `*` repeats what stands before it")
            .help(format!("for any text write `.*`: `{meant}`"));
    }
    diagnostic
        .note("its filters know letters, digits, `.`, `-`, `_`, `/`, sets of characters with or without `+`, any text, and alternatives")
        .help("say it with those: `v.*`, `v[0-9]+\\\\.[0-9]+\\\\.[0-9]+`, `release/.*|hotfix/.*`")
}

/// The regular expression that a glob means, if the pattern looks like one: a `*` that has nothing to repeat but a letter of a name.
fn from_glob(pattern: &str) -> Option<String> {
    let mut out = String::new();
    let mut is_glob = false;
    for c in pattern.chars() {
        if c == '*' && !out.ends_with(['.', ']', ')']) {
            is_glob = true;
            out.push('.');
        }
        out.push(c);
    }
    is_glob.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::from_glob;

    #[test]
    fn globs_are_told_from_expressions() {
        assert_eq!(from_glob("release-*").as_deref(), Some("release-.*"));
        assert_eq!(from_glob("*").as_deref(), Some(".*"));
        assert_eq!(from_glob("v.*"), None);
        assert_eq!(from_glob("v[0-9]*"), None);
    }
}
