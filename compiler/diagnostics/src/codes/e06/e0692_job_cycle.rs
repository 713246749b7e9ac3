use crate::Diagnostic;
use infrac_source::Span;

define!(E0692, "job-cycle", Error, "e0692_job_cycle.md");

/// Jobs of a pipeline that wait for one another: (who, for whom, where that is said), in order around the circle.
pub fn job_cycle(first: (Span, &str), steps: &[(&str, &str, Option<Span>)]) -> Diagnostic {
    let mut names: Vec<&str> = steps.iter().map(|(from, ..)| *from).collect();
    names.push(first.1);
    let message = format!("these jobs wait for one another: {}", names.join(" -> "));
    let to = steps.first().map_or(first.1, |(_, to, _)| to);
    let mut diagnostic = Diagnostic::new(CODE, message, first.0, format!("`{}` waits for `{to}`", first.1));
    for (from, to, span) in steps.iter().skip(1).take(12) {
        if let Some(span) = span {
            diagnostic = diagnostic.label(*span, format!("`{from}` waits for `{to}`"));
        }
    }
    diagnostic
        .note("a job waits for what it lists in `needs`, and for the job that keeps what it lists in `takes`")
        .help("take one of them out: none of these jobs would ever start")
}
