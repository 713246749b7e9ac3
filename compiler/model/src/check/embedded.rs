//! Languages inside strings: the literal is parsed when it is checked, and what is wrong in it is shown at its own characters.

use super::Checker;
use crate::hir::TextPart;
use infrac_diagnostics::codes::e03;
use infrac_embedded::{HoleKind, Language, Piece};
use infrac_source::Span;
use infrac_syntax::ast;

/// The language that `@parse(name)` means.
pub(super) fn language(name: &str) -> Option<Language> {
    Language::from_name(name)
}

/// Adjoining literal text, and where each piece of it begins in it: the offset, the place, and whether it is verbatim.
type Run = (String, Vec<(usize, Span, bool)>);

impl Checker<'_> {
    /// Checks a literal; false if it is wrong (reported). Secret parts are left alone: their text is nobody's to see.
    pub(super) fn embedded_text(&mut self, language: Language, parts: &[TextPart], text: &ast::StringLit) -> bool {
        self.embedded_parts(language, parts, text.span)
    }

    /// The same for pieces of any text.
    pub(super) fn embedded_parts(&mut self, language: Language, parts: &[TextPart], whole: Span) -> bool {
        // Runs of text (a literal is cut at its escapes) are one piece, so that an error can lie across them.
        let mut runs: Vec<Run> = Vec::new();
        let mut order: Vec<Option<HoleKind>> = Vec::new();
        let mut holes: Vec<Span> = Vec::new();
        for part in parts {
            match part {
                TextPart::Text(text, span) => {
                    if !matches!(order.last(), Some(None)) {
                        order.push(None);
                        runs.push((String::new(), Vec::new()));
                    }
                    if let Some((run, places)) = runs.last_mut() {
                        places.push((run.len(), *span, span.len() == text.len()));
                        run.push_str(text);
                    }
                }
                TextPart::Interpolation(expr) => {
                    let late = self.model.holds_late(&expr.ty) || self.model.holds_secret(&expr.ty);
                    order.push(Some(if late { HoleKind::Late } else { HoleKind::Build }));
                    holes.push(expr.span);
                }
            }
        }
        let mut texts = runs.iter();
        let pieces: Vec<Piece<'_>> = order
            .iter()
            .map(|hole| match hole {
                Some(kind) => Piece::Hole(*kind),
                None => Piece::Text(texts.next().map_or("", |(text, _)| text.as_str())),
            })
            .collect();
        let Err(error) = infrac_embedded::check(language, &pieces) else { return true };
        let run_of = |piece: usize| order.iter().take(piece).filter(|hole| hole.is_none()).count();
        let span = match order.get(error.piece) {
            Some(None) => {
                runs.get(run_of(error.piece)).map(|(_, places)| place(places, error.range.start, error.range.end))
            }
            Some(Some(_)) => holes.get(error.piece - run_of(error.piece)).copied(),
            None => None,
        };
        let span = span.filter(|span| !span.is_empty()).unwrap_or(whole);
        self.report(e03::e0317_embedded_language::embedded_language(
            span,
            language.describe(),
            &error.message,
            error.help.as_deref(),
        ));
        false
    }
}

/// The source of the bytes `start..end` of a run of text that was put together from pieces.
fn place(places: &[(usize, Span, bool)], start: usize, end: usize) -> Span {
    let at = |offset: usize, closing: bool| {
        let after = places.partition_point(|(from, _, _)| if closing { *from < offset } else { *from <= offset });
        let &(from, span, verbatim) = places.get(after.saturating_sub(1))?;
        // An escape is shown whole: its characters are not those of the text.
        let inner = if verbatim { span.slice(offset - from.min(offset), span.len()) } else { span };
        Some(if closing { if verbatim { span.slice(0, offset - from.min(offset)) } else { span } } else { inner })
    };
    let first = at(start, false);
    let last = at(end.max(start), true);
    match (first, last) {
        (Some(first), Some(last)) if end > start => Span::new(first.file, first.start, last.end.max(first.start)),
        (Some(first), _) => Span::new(first.file, first.start, (first.start + 1).min(first.end)),
        _ => Span::new(infrac_source::FileId(0), 0, 0),
    }
}
