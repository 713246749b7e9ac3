use crate::Diagnostic;
use infrac_source::Span;

define!(E0212, "import-cycle", Error, "e0212_import_cycle.md");

/// Modules that import each other: each step of the cycle, in order.
pub fn import_cycle(steps: &[(Span, String)]) -> Diagnostic {
    Diagnostic::chain(CODE, "modules import each other in a circle", steps)
        .help("move what both need into a third module that imports neither")
}
