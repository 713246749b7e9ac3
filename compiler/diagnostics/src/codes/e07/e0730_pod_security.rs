use crate::Diagnostic;
use infrac_source::Span;

define!(E0730, "pod-security", Error, "e0730_pod_security.md");

/// What is said at `span` (`what`) is refused by a namespace that enforces `level`; `enough` would let it pass.
pub fn pod_security(span: Span, what: &str, level: &str, enough: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the namespace enforces `{level}`, so its pods are refused: {what}"), span, "refused by the cluster")
        .note("the Pod Security Standard `restricted` wants a user other than root, and no capability but NET_BIND_SERVICE")
        .help(format!("do without it, or let the namespace enforce less: `pod_security = {enough}`"))
}
