use crate::Diagnostic;
use infrac_source::Span;

define!(W0653, "backup-of-nothing", Warning, "w0653_backup_of_nothing.md");

/// The backup `backup` copies `service` (said at `span`), which keeps no data (declared at `declared`).
pub fn backup_of_nothing(span: Span, backup: &str, service: &str, declared: Option<Span>) -> Diagnostic {
    let message = format!("the backup `{backup}` copies `{service}`, which keeps no data");
    let diagnostic = Diagnostic::new(CODE, message, span, "has no `state`")
        .note("what its container writes is gone with the container, before any copy is made")
        .help("give the service a volume (`state = { … }`), or drop the backup");
    match declared.filter(|&declared| declared != span) {
        Some(declared) => diagnostic.label(declared, format!("`{service}` is declared here")),
        None => diagnostic,
    }
}
