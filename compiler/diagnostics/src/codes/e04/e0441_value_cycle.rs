use crate::Diagnostic;
use infrac_source::Span;

define!(E0441, "value-cycle", Error, "e0441_value_cycle.md");

/// Values that need one another: each with the place where it is needed, in order; the last needs the first.
pub fn value_cycle(steps: &[(String, Span)]) -> Diagnostic {
    let names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    let (first, span) = match steps.first() {
        Some((name, span)) => (name.as_str(), *span),
        None => ("a value", Span::new(infrac_source::FileId(0), 0, 0)),
    };
    let next = |at: usize| names.get((at + 1) % names.len().max(1)).copied().unwrap_or(first);
    let message = match names.as_slice() {
        [_] => format!("{first} is defined by itself"),
        _ => format!("{first} is defined by itself, by way of {}", names.iter().skip(1).copied().collect::<Vec<_>>().join(", ")),
    };
    let mut report = Diagnostic::new(CODE, message, span, format!("{first} needs {}", next(0)));
    for (at, (name, span)) in steps.iter().enumerate().skip(1).take(8) {
        report = report.label(*span, format!("{name} needs {}", next(at)));
    }
    report.help("break the circle: give one of them a value of its own")
}
