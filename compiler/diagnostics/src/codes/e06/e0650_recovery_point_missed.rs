use crate::Diagnostic;
use infrac_source::Span;

define!(E0650, "recovery-point-missed", Error, "e0650_recovery_point_missed.md");

/// Between two copies of `store` (schedule at `span`) up to `gap` passes; the recovery point at `point` allows `rpo`.
pub fn recovery_point_missed(span: Span, store: &str, gap: &str, rpo: &str, point: Option<Span>) -> Diagnostic {
    let message = format!("the backups of `{store}` miss the recovery point: up to {gap} of data can be lost, {rpo} is allowed");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("up to {gap} between two copies"))
        .help(format!("copy it at least every {rpo}, or allow a larger loss"));
    match point.filter(|&point| point != span) {
        Some(point) => diagnostic.label(point, format!("at most {rpo} may be lost")),
        None => diagnostic,
    }
}

/// The cloud can set the database `store` (its backups at `span`) back to what it was `behind` ago at best; the recovery point at `point`
/// allows `rpo`.
pub fn managed_point_missed(span: Span, store: &str, behind: &str, rpo: &str, point: Option<Span>) -> Diagnostic {
    let message = format!("the cloud's backups of `{store}` miss the recovery point: up to {behind} of data can be lost, {rpo} is allowed");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("can be set back to what it was {behind} ago"))
        .help(format!("allow that: `rpo = {behind}`, or list it in `exclude` of `recovery` where something else keeps its data"));
    match point.filter(|&point| point != span) {
        Some(point) => diagnostic.label(point, format!("at most {rpo} may be lost")),
        None => diagnostic,
    }
}
