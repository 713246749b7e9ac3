use crate::Diagnostic;
use infrac_source::Span;

define!(W0701, "attribute-lost", Warning, "w0701_attribute_lost.md");

/// Places that are shown; of more only the number is told.
const SHOWN: usize = 6;

/// `target` does not carry `attribute` of a `kind`, which is set at `spans`; `why` is the kind's own reason.
pub fn lost(target: &str, kind: &str, attribute: &str, why: &str, spans: &[Span]) -> Option<Diagnostic> {
    let text = format!("has no effect in {target}");
    report(format!("{target} cannot carry `{attribute}` of a {kind}"), &text, why, spans)
}

/// `target` carries only a part of `attribute` of a `kind`, which is set at `spans`.
pub fn partly_lost(target: &str, kind: &str, attribute: &str, why: &str, spans: &[Span]) -> Option<Diagnostic> {
    let text = format!("has only some of its effect in {target}");
    report(format!("{target} carries only a part of `{attribute}` of a {kind}"), &text, why, spans)
}

fn report(message: String, label: &str, why: &str, spans: &[Span]) -> Option<Diagnostic> {
    let (first, others) = spans.split_first()?;
    let mut diagnostic = Diagnostic::new(CODE, message, *first, label).note(why);
    for span in others.iter().take(SHOWN - 1) {
        diagnostic = diagnostic.label(*span, "and here");
    }
    if spans.len() > SHOWN {
        diagnostic = diagnostic.note(format!("the same holds at {} more places", spans.len() - SHOWN));
    }
    Some(diagnostic.help(
        "set it only where it has an effect, by `in ENVIRONMENT { … }`; if the loss is meant, say why before the block: `@allow(W0701, \"…\")`",
    ))
}
