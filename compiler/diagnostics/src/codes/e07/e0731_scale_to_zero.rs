use crate::Diagnostic;
use infrac_source::Span;

define!(E0731, "scale-to-zero", Error, "e0731_scale_to_zero.md");

/// The range at `span`, of `service`, begins at 0.
pub fn scale_to_zero(span: Span, service: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{service}` cannot be scaled from 0 by itself"), span, "begins at 0")
        .note("an autoscaler measures running pods: where none runs, nothing is measured, and Kubernetes refuses the range")
        .help("begin at 1, or write a fixed number")
}
