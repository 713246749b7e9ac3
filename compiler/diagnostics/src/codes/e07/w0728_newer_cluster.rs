use crate::Diagnostic;
use infrac_source::Span;

define!(W0728, "newer-cluster", Warning, "w0728_newer_cluster.md");

/// `version`, at `span`, is newer than `newest`.
pub fn newer_cluster(span: Span, version: &str, newest: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("Kubernetes `{version}` is newer than what this infrac knows"), span, format!("taken for {newest}"))
        .note("the stable API versions that are written stay; raw objects may use versions that are gone by then")
        .help("use a newer infrac")
}
