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

/// The tags of `environment` cannot be told from the tags `other`, which start the same pipeline, by how they begin: all that `host` compares.
pub fn same_beginning(span: Span, environment: &str, pattern: &str, other: &str, host: &str) -> Diagnostic {
    let message = format!("tags `{other}` would deploy to `{environment}` too, which takes only `{pattern}`");
    Diagnostic::new(CODE, message, span, "begins like the others")
        .note(format!("both start the same pipeline, and {host} compares only how a tag begins when it chooses the jobs"))
        .help("let the tags of each environment begin otherwise: `v[0-9]+` and `rc-[0-9]+`, for instance; or take all that begin so: `v.*`")
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
