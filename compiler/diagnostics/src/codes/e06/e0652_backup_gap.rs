use crate::Diagnostic;
use infrac_source::Span;

define!(E0652, "backup-gap", Error, "e0652_backup_gap.md");

/// Copies of `store` are kept for `keep` (at `span`), while up to `gap` passes between two (schedule at `schedule`).
pub fn backup_gap(span: Span, store: &str, keep: &str, gap: &str, schedule: Option<Span>) -> Diagnostic {
    let message = format!("there are times without any copy of `{store}`: each is kept for {keep}, the next comes after {gap}");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("removed after {keep}"))
        .help("keep copies longer than the time between two, best several times as long");
    match schedule.filter(|&schedule| schedule != span) {
        Some(schedule) => diagnostic.label(schedule, format!("up to {gap} between two copies")),
        None => diagnostic,
    }
}
