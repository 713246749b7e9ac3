use crate::Diagnostic;
use infrac_source::Span;

define!(E0123, "conflict-marker", Error, "e0123_conflict_marker.md");

/// The markers at `spans`, in order, with which Git shows two versions of a text, of which somebody has to choose one. One of them
/// may stand alone, if the others were removed.
pub fn conflict_marker(spans: &[Span]) -> Diagnostic {
    let mut spans = spans.iter();
    let first = spans.next().copied().unwrap_or(Span::new(infrac_source::FileId(0), 0, 0));
    let whole = spans.len() == 2;
    let mut diagnostic = match whole {
        true => Diagnostic::new(CODE, "a merge left two versions of this text", first, "the first begins here"),
        false => Diagnostic::new(CODE, "a merge left a conflict marker", first, "written by Git"),
    };
    let texts = ["the second begins here", "it ends here"];
    for (span, text) in spans.zip(texts.iter().skip(usize::from(!whole))) {
        diagnostic = diagnostic.label(*span, *text);
    }
    match whole {
        true => diagnostic.help("keep one of the versions, or make one of both, and remove the lines with the markers"),
        false => diagnostic.help("see that the text around it is what it should be, and remove the line"),
    }
}
