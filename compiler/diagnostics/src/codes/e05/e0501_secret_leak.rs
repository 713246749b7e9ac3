use crate::Diagnostic;
use infrac_source::Span;

define!(E0501, "secret-leak", Error, "e0501_secret_leak.md");

/// A Secret where text that anybody may read is wanted (`wanted`, asked for at `origin`). `steps` lead back to where it comes from.
pub fn secret_leak(span: Span, wanted: &str, origin: Option<Span>, steps: &[(Span, String)]) -> Diagnostic {
    let message = format!("a secret would be written where anybody can read it: {wanted} is no place for one");
    let mut diagnostic = Diagnostic::new(CODE, message, span, "holds a secret");
    for (span, text) in steps {
        diagnostic = diagnostic.label(*span, text.clone());
    }
    if let Some(origin) = origin {
        diagnostic = diagnostic.label(origin, format!("this takes {wanted}, which is written out as it is"));
    }
    diagnostic.help("hand it over in a place made for secrets: an entry of `env` or of `files`")
}
