use crate::Diagnostic;
use infrac_source::Span;

define!(W0654, "small-backup", Warning, "w0654_small_backup.md");

/// The storage at `span` for all copies of `store` has `size`; the store itself (at `volume`) may hold `held`.
pub fn small_backup(span: Span, store: &str, size: &str, held: &str, volume: Option<Span>) -> Diagnostic {
    let message = format!("the copies of `{store}` have {size} of storage, the store itself {held}");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("{size} for all copies"))
        .note("a full store would not fit even once, and a backup that runs out of space keeps nothing")
        .help("give the copies several times the store's size; if they are compressed that much, allow it here with the reason");
    match volume.filter(|&volume| volume != span) {
        Some(volume) => diagnostic.label(volume, format!("up to {held}")),
        None => diagnostic,
    }
}
