use crate::Diagnostic;
use infrac_source::Span;

define!(E0304, "ambiguous-unit", Error, "e0304_ambiguous_unit.md");

/// `5m` where nothing says whether it is time or processor.
pub fn ambiguous_unit(span: Span) -> Diagnostic {
    Diagnostic::new(CODE, "`m` may be minutes or millicores", span, "nothing here says which")
        .help("say which: `let t: Duration = 5m`, or `let t: Cpu = 5m`")
}
