use crate::Diagnostic;
use infrac_source::Span;

define!(E0651, "recovery-without-backup", Error, "e0651_recovery_without_backup.md");

/// `store` keeps data (at `span`) and nothing copies it; the recovery point at `point` allows to lose `rpo`.
pub fn recovery_without_backup(span: Span, store: &str, rpo: &str, point: Option<Span>) -> Diagnostic {
    let message = format!("all data of `{store}` can be lost: nothing copies it, and the recovery point is {rpo}");
    let diagnostic = Diagnostic::new(CODE, message, span, "data is kept here")
        .help("back it up (a `backup` block, or `backup = { … }` of the component)")
        .help("if it can be made again, say `rebuildable = true` of the volume; if it may be lost, list it in `exclude` of `recovery`");
    match point.filter(|&point| point != span) {
        Some(point) => diagnostic.label(point, format!("at most {rpo} may be lost")),
        None => diagnostic,
    }
}

/// The database `store`, a `kind` of the cloud, has no backups, as its argument `keeps` (at `span`, or nowhere) says; the recovery point at
/// `point` allows to lose `rpo`.
pub fn managed_without_backup(span: Span, store: &str, kind: &str, keeps: &str, rpo: &str, point: Option<Span>) -> Diagnostic {
    let message = format!("all data of `{store}` can be lost: the cloud makes no backup of it, and the recovery point is {rpo}");
    let diagnostic = Diagnostic::new(CODE, message, span, "no backup is kept")
        .note(format!("`{keeps} = 0` turns the backups of an `{kind}` off"))
        .help(format!("keep them for some days: `{keeps} = 7`"))
        .help("if its data may be lost, list it in `exclude` of `recovery`");
    match point.filter(|&point| point != span) {
        Some(point) => diagnostic.label(point, format!("at most {rpo} may be lost")),
        None => diagnostic,
    }
}
