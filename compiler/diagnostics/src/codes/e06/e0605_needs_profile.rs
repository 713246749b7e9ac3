use crate::Diagnostic;
use infrac_source::Span;

define!(E0605, "needs-profile", Error, "e0605_needs_profile.md");

/// `waiting` waits (said at `span`) for `needed`, which starts only with `profile` (said at `said`).
pub fn needs_profile(span: Span, waiting: &str, needed: &str, profile: &str, said: Option<Span>) -> Diagnostic {
    let message = format!("`{waiting}` waits for `{needed}`, which starts only with the profile `{profile}`");
    let diagnostic = Diagnostic::new(CODE, message, span, format!("`{needed}` must be ready first"))
        .note("without that profile Compose refuses to start a service that depends on a disabled one")
        .help(format!("give `{waiting}` the same profile, or take it away from `{needed}`"));
    match said.filter(|&said| said != span) {
        Some(said) => diagnostic.label(said, format!("`{needed}` has a profile")),
        None => diagnostic,
    }
}
