use crate::Diagnostic;
use infrac_source::Span;

define!(E0670, "same-path", Error, "e0670_same_path.md");

/// `path` in the container of `block` is `later` (at `span`) and `earlier` (at `taken`) at once.
pub fn same_path(span: Span, block: &str, path: &str, later: &str, earlier: &str, taken: Option<Span>) -> Diagnostic {
    let message = format!("two things stand at `{path}` in the container of `{block}`");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("{later} stands here"))
        .note("one would hide the other; a cluster refuses such a container")
        .help("give one of them another path");
    match taken.filter(|&taken| taken != span) {
        Some(taken) => diagnostic.label(taken, format!("{earlier} stands at the same path")),
        None => diagnostic,
    }
}

/// `path` (at `span`) lies below `file`, which is a file (at `declared`).
pub fn below_file(span: Span, block: &str, path: &str, what: &str, file: &str, declared: Option<Span>) -> Diagnostic {
    let message = format!("`{path}` cannot exist in the container of `{block}`: `{file}` is a file, no folder");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("{what} stands below a file"))
        .help("give one of them another path");
    match declared.filter(|&declared| declared != span) {
        Some(declared) => diagnostic.label(declared, "this file stands in the way"),
        None => diagnostic,
    }
}
