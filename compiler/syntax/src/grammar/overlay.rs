//! What people write behind `in` who know other languages: `in [a, b]`, `in a or b`, `in *`.

use super::detail::{Detail, Reporter, What};
use crate::token::{Kind, Token, Word};
use crate::trees::Tree;
use infrac_diagnostics::Diagnostic;
use infrac_diagnostics::codes::e01::e0120_unexpected_token::{
    environments_in_brackets, environments_joined, every_environment,
};
use infrac_source::Span;

/// How many environments before the failure are looked through.
const MOST: usize = 32;

impl Reporter<'_> {
    /// The message of a failure in the list of environments behind `in`, where it is known what was meant.
    pub(super) fn overlay(&self, detail: &Detail, found: &Tree, before: Option<&Token>) -> Option<Diagnostic> {
        let before = before?;
        let at = self.context.span(found);
        if before.word == Word::In && detail.wants(What::Environment) {
            return match found.kind {
                Kind::Star => Some(every_environment(at)),
                Kind::LBracket => {
                    let inner = self.context.text_of(found).strip_prefix('[')?.strip_suffix(']')?.trim();
                    let is_names = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b',' | b' ');
                    (!inner.is_empty() && inner.bytes().all(is_names)).then(|| environments_in_brackets(at, inner))
                }
                _ => None,
            };
        }
        let joins = matches!(found.kind, Kind::Lower | Kind::And | Kind::Or | Kind::Bar);
        if !joins || before.kind != Kind::Lower || !(detail.wants(What::Body) && detail.wants(What::Comma)) {
            return None;
        }
        let word = self.context.text_of(found);
        let is_sign = matches!(word, "or" | "and" | "&&" | "|" | "||");
        let first = self.context.text.get(before.start as usize..before.end as usize)?;
        let gap = Span::new(at.file, before.end, at.end);
        (is_sign && self.is_behind_in(found)).then(|| environments_joined(at, gap, first, word))
    }

    /// Whether nothing but names and commas stands between `in` and a tree.
    fn is_behind_in(&self, tree: &Tree) -> bool {
        let at = self.tokens.partition_point(|token| token.start < tree.start);
        let near = self.tokens.get(at.saturating_sub(2 * MOST)..at).unwrap_or_default();
        let is_listed = |token: &&Token| matches!(token.kind, Kind::Lower | Kind::Comma) && token.word != Word::In;
        near.iter().rev().find(|token| !is_listed(token)).is_some_and(|token| token.word == Word::In)
    }
}
