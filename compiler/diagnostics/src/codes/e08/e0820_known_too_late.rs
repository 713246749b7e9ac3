use crate::Diagnostic;
use infrac_source::Span;

define!(E0820, "known-too-late", Error, "e0820_known_too_late.md");

/// `path` would need to know where `endpoint` answers.
pub fn known_too_late(span: Span, path: &str, endpoint: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{path}` would need to know where `{endpoint}` answers"), span, "known only once the program runs")
        .note("Terraform runs before the programs do: ci, then image, then terraform, then the cluster")
        .help("use a name that is known before, such as the host of a gateway's route")
}
