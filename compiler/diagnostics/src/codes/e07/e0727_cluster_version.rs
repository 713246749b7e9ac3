use crate::Diagnostic;
use infrac_source::Span;

define!(E0727, "cluster-version", Error, "e0727_cluster_version.md");

/// `version`, at `span`, is no version of Kubernetes between `oldest` and `newest`.
pub fn cluster_version(span: Span, version: &str, oldest: &str, newest: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("manifests cannot be made for Kubernetes `{version}`"), span, "not a supported version")
        .note(format!("supported are {oldest} to {newest}; older servers lack objects that every workload needs"))
        .help("write the minor version that the cluster runs: `kubectl version` shows it")
}
