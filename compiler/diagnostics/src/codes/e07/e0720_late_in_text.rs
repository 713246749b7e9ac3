use crate::Diagnostic;
use infrac_source::Span;

define!(E0720, "late-in-text", Error, "e0720_late_in_text.md");

/// `variable`, known only when deploying, stands at `span` between `before` and `after`, where Kustomize cannot put it.
pub fn late_in_text(span: Span, variable: &str, before: &str, after: &str) -> Diagnostic {
    let end = |text: Option<char>| text.map_or_else(|| "nothing".to_owned(), |sign| format!("`{}`", sign.escape_debug()));
    let (left, right) = (end(before.chars().next_back()), end(after.chars().next()));
    let message = format!("plain manifests cannot hold `{variable}` in the midst of this text");
    Diagnostic::new(CODE, message, span, format!("{variable} stands between {left} and {right}"))
        .note("what is known only when deploying is filled in by Kustomize, which replaces a whole value, or a piece between two equal signs")
        .help("let the late part be the whole value, the last part, or a part between two equal signs: `app:${release}`")
        .help("in a variable of the environment or an argument it may stand anywhere")
}

/// `variable` stands in the file at `span` of `workload`, which holds secrets too.
pub fn late_in_secret_file(span: Span, variable: &str, workload: &str) -> Diagnostic {
    let message = format!("a file of {workload} holds a secret and `{variable}`, which is known only when deploying");
    Diagnostic::new(CODE, message, span, "made by two tools that do not know each other")
        .note("the External Secrets Operator fills in the secret, Kustomize the other; neither waits for the other")
        .help("pass one of them in a variable of the environment")
}
