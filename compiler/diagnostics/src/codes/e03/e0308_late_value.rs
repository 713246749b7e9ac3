use crate::Diagnostic;
use infrac_source::Span;

define!(E0308, "late-value", Error, "e0308_late_value.md");

/// A value that is known only when deploying where it must be known when building. `source` is where it comes from, `origin` where the
/// known value was asked for.
pub fn late_value(
    span: Span,
    what: &str,
    source: Option<(Span, String)>,
    origin: Option<Span>,
) -> Diagnostic {
    let what = if what.starts_with("this") { what.to_owned() } else { format!("`{what}`") };
    let message = format!("{what} is known only when deploying, and must be known when building here");
    let mut diagnostic = Diagnostic::new(CODE, message, span, "known only when deploying");
    if let Some((source, text)) = source {
        diagnostic = diagnostic.label(source, text);
    }
    if let Some(origin) = origin {
        diagnostic = diagnostic.label(origin, "a value known when building is asked for here");
    }
    diagnostic.note("what decides the shape of the output must be known when it is generated").help(
        "use an attribute of the environment (`extend environment { … }`) or `match env`, or let the program itself decide when it runs",
    )
}
