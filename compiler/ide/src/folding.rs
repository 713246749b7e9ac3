//! What can be folded: bodies, lists and calls over several lines, runs of comments, the imports.

use crate::files::FileView;
use crate::snapshot::Snapshot;
use infrac_source::{FileId, Span};
use infrac_syntax::Kind;

/// A part that can be folded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fold {
    /// From the opening delimiter to the closing one; of comments and imports all of them.
    pub span: Span,
    /// What it is.
    pub kind: FoldKind,
}

/// What is folded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FoldKind {
    /// Between delimiters.
    Region,
    /// Comments.
    Comment,
    /// Imports.
    Imports,
}

/// The parts of a file that can be folded, in the order of places; each begins and ends on different lines.
pub fn folds(snapshot: &Snapshot, file: FileId) -> Vec<Fold> {
    let Some(view) = snapshot.file(file) else { return Vec::new() };
    let mut found = Vec::new();
    delimited(view, &mut found);
    comments(view, &mut found);
    if let (Some(first), Some(last)) = (view.tree().imports.first(), view.tree().imports.last()) {
        found.push(Fold { span: first.span.to(last.span), kind: FoldKind::Imports });
    }
    let lines = view.source().lines();
    found.retain(|fold| lines.line_of(fold.span.start) < lines.line_of(fold.span.end));
    found.sort_unstable();
    found
}

/// Brackets and block strings by the tokens, so that what is broken folds too.
fn delimited(view: FileView<'_>, found: &mut Vec<Fold>) {
    let mut open = Vec::new();
    for token in view.tokens() {
        match token.kind {
            kind if kind.is_opener() || kind.is_string() => open.push((kind, token.start)),
            kind if kind.is_closer() || kind == Kind::StringEnd => {
                // A closer without its opener closes nothing; an opener without its closer is skipped.
                let fits = |(opener, _): &(Kind, u32)| match kind {
                    Kind::StringEnd => opener.is_string(),
                    kind => opener.closer() == Some(kind),
                };
                if let Some(at) = open.iter().rposition(fits) {
                    open.truncate(at + 1);
                    if let Some((_, start)) = open.pop() {
                        found.push(Fold { span: view.span(start, token.end), kind: FoldKind::Region });
                    }
                }
            }
            _ => {}
        }
    }
}

fn comments(view: FileView<'_>, found: &mut Vec<Fold>) {
    let lines = view.source().lines();
    let mut run: Option<(Span, u32)> = None;
    for comment in view.comments().comments.iter().filter(|comment| comment.own_line) {
        let line = lines.line_of(comment.span.start);
        run = Some(match run {
            Some((span, last)) if line == last + 1 => (span.to(comment.span), line),
            before => {
                found.extend(before.map(|(span, _)| Fold { span, kind: FoldKind::Comment }));
                (comment.span, line)
            }
        });
    }
    found.extend(run.map(|(span, _)| Fold { span, kind: FoldKind::Comment }));
}

#[cfg(test)]
mod tests {
    use super::{FoldKind, folds};
    use crate::testing::case;

    #[test]
    fn what_spans_lines_folds() {
        let case = case("// one\n// two\nservice a {\n  image = \"a:1\"\n  command = [\n    \"x\",\n  ]\n}\n");
        let found: Vec<(FoldKind, usize)> = folds(&case.snapshot, case.file)
            .iter()
            .map(|fold| (fold.kind, case.snapshot.slice(fold.span).lines().count()))
            .collect();
        assert_eq!(found, [(FoldKind::Comment, 2), (FoldKind::Region, 6), (FoldKind::Region, 3)]);
    }
}
