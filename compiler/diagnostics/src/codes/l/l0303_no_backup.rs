use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(L0303, "no-backup", Warning, "l0303_no_backup.md");

/// `store` keeps data (said at `span`) in `environment`, which is protected, and no backup is made of it.
pub fn no_backup(span: Span, store: &str, protected: Option<Span>, environment: &Str) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("no backup is made of `{store}`"), span, "data is kept here")
        .note("a lost volume or a mistaken DELETE is final")
        .help("back it up (`backup = { every = 1d, keep = 30d }`), or say `rebuildable = true` of the volume")
        .in_environment(environment.clone());
    match protected {
        Some(place) => diagnostic.label(place, "this environment is protected"),
        None => diagnostic,
    }
}
