use crate::Diagnostic;
use infrac_source::Span;

define!(E0501, "secret-leak", Error, "e0501_secret_leak.md");

/// A Secret where text that anybody may read is wanted: the type `wanted`, or without it a value of a raw block or a resource, asked for at
/// `origin`. `steps` lead back to where it comes from.
pub fn secret_leak(span: Span, wanted: Option<&str>, origin: Option<Span>, steps: &[(Span, String)]) -> Diagnostic {
    let place = wanted.unwrap_or("a raw block or a resource");
    let message = format!("a secret would be written where anybody can read it: {place} is no place for one");
    let mut diagnostic = Diagnostic::new(CODE, message, span, "holds a secret");
    for (span, text) in steps {
        diagnostic = diagnostic.label(*span, text.clone());
    }
    if let Some(origin) = origin {
        let label = match wanted {
            Some(wanted) => format!("this takes {wanted}, which is written out as it is"),
            None => "what stands here is written out as it is".to_owned(),
        };
        diagnostic = diagnostic.label(origin, label);
    }
    diagnostic.help("hand it over in a place made for secrets: an entry of `env` or of `files`")
}
