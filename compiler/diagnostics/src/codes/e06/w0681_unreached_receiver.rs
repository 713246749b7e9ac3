use crate::Diagnostic;
use infrac_source::Span;

define!(W0681, "unreached-receiver", Warning, "w0681_unreached_receiver.md");

/// No alert and no objective reaches `receiver`, which takes what is said at `takes`.
pub fn unreached_receiver(span: Span, receiver: &str, takes: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(CODE, format!("no alert reaches the receiver `{receiver}`"), span, "nobody is told by this one")
        .help("let it take a severity that an alert has, name it in an alert (`receiver = …`), or drop it");
    match takes.filter(|&takes| takes != span) {
        Some(takes) => diagnostic.label(takes, "no alert has these severities"),
        None => diagnostic,
    }
}
