use crate::Diagnostic;
use infrac_source::Span;

define!(E0691, "start-cycle", Error, "e0691_start_cycle.md");

/// Blocks that wait for one another to start: (who, for whom, where that is said), in order around the circle.
pub fn start_cycle(steps: &[(String, String, Span)]) -> Diagnostic {
    let mut names: Vec<&str> = steps.iter().map(|(from, _, _)| from.as_str()).collect();
    names.extend(steps.first().map(|(from, _, _)| from.as_str()));
    let message = format!("these wait for one another to start: {}", names.join(" -> "));
    let (span, label) = match steps.first() {
        Some((from, to, span)) => (*span, format!("`{from}` waits for `{to}`")),
        None => (Span::new(infrac_source::FileId(0), 0, 0), String::new()),
    };
    let mut report = Diagnostic::new(CODE, message, span, label);
    for (from, to, span) in steps.iter().skip(1).take(12) {
        report = report.label(*span, format!("`{from}` waits for `{to}`"));
    }
    report
        .note("a block waits for what it lists in `needs`, and for what it uses that says `start_first`")
        .help("take one of them out of `needs`: services may call each other as soon as both run")
}
