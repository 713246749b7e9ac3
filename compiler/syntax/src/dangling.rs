//! `///` that documents nothing.

use crate::comments::{Comment, CommentKind};
use crate::lexer::Lexed;
use infrac_diagnostics::Diagnostic;
use infrac_diagnostics::codes::l::l0401_dangling_doc_comment;
use infrac_source::Span;

/// One finding for each run of `///` lines that no rule took. `taken`: the starts of the tokens whose documentation was.
pub(crate) fn dangling(lexed: &Lexed, taken: &[u32]) -> Vec<Diagnostic> {
    let comments = &lexed.comments.comments;
    let mut runs: Vec<(Span, usize, u32)> = Vec::new();
    for (index, comment) in comments.iter().enumerate().filter(|(_, comment)| comment.kind == CommentKind::Doc) {
        if is_taken(lexed, taken, comment) {
            continue;
        }
        let token = next_token(lexed, comment);
        match runs.last_mut() {
            Some((span, last, before)) if *last + 1 == index && *before == token => {
                *span = span.to(comment.span);
                *last = index;
            }
            _ => runs.push((comment.span, index, token)),
        }
    }
    runs.into_iter().map(|(span, ..)| l0401_dangling_doc_comment::dangling(span)).collect()
}

/// Whether a comment is part of documentation that was taken.
fn is_taken(lexed: &Lexed, taken: &[u32], comment: &Comment) -> bool {
    let at = lexed.docs.partition_point(|(_, doc)| doc.span.start <= comment.span.start);
    let doc = at.checked_sub(1).and_then(|at| lexed.docs.get(at));
    doc.is_some_and(|(token, doc)| comment.span.end <= doc.span.end && taken.binary_search(token).is_ok())
}

/// Where the first token after a comment begins.
fn next_token(lexed: &Lexed, comment: &Comment) -> u32 {
    let at = lexed.tokens.partition_point(|token| token.start < comment.span.end);
    lexed.tokens.get(at).map_or(u32::MAX, |token| token.start)
}
