//! Literal text is data. What the next reader would take for its own syntax is escaped here and nowhere else.

use crate::data::{Absent, Grammar, Phrase, Piece, Pieces};
use std::borrow::Cow;

/// The phrase as text of its grammar.
pub(crate) fn render(phrase: &Phrase) -> Cow<'_, str> {
    match &phrase.pieces {
        Pieces::Literal(text) if sign(phrase.grammar).is_none_or(|sign| !text.contains(sign)) => Cow::Borrowed(text),
        Pieces::Literal(text) => {
            let mut out = String::new();
            literal(&mut out, text, phrase.grammar, None);
            Cow::Owned(out)
        }
        Pieces::Mixed(pieces) => Cow::Owned(mixed(pieces, phrase.grammar)),
    }
}

fn mixed(pieces: &[Piece], grammar: Grammar) -> String {
    let mut out = String::new();
    let mut pieces = pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Lit(text) => {
                let next = pieces.peek().and_then(|piece| first_character(piece, grammar));
                literal(&mut out, text, grammar, next);
            }
            Piece::Variable { name, absent } => variable(&mut out, name, absent, grammar),
            Piece::Late { values: _, stand_in } => out.push_str(&late(stand_in, grammar)),
        }
    }
    out
}

/// A stretch of a phrase as its grammar's reader will see it: text, or what is known only when deploying.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Run<'p> {
    /// Text.
    Text(String),
    /// A late value, by its place in a chart's values.
    Late(&'p str),
}

/// The phrase as stretches, for a format that brings late values in.
pub(crate) fn runs(phrase: &Phrase) -> Vec<Run<'_>> {
    let pieces = match &phrase.pieces {
        Pieces::Literal(_) => {
            let text = render(phrase).into_owned();
            return if text.is_empty() { Vec::new() } else { vec![Run::Text(text)] };
        }
        Pieces::Mixed(pieces) => pieces,
    };
    let mut runs = Vec::new();
    for part in pieces.split_inclusive(|piece| matches!(piece, Piece::Late { .. })) {
        let (before, late) = match part.split_last() {
            Some((Piece::Late { values, stand_in: _ }, before)) => (before, Some(values)),
            _ => (part, None),
        };
        let text = mixed(before, phrase.grammar);
        if !text.is_empty() {
            runs.push(Run::Text(text));
        }
        runs.extend(late.map(|values| Run::Late(values)));
    }
    runs
}

/// A text that stands by itself between others: nothing of it may join with what is around it, so every sign is escaped.
fn late(stand_in: &str, grammar: Grammar) -> Cow<'_, str> {
    match grammar {
        Grammar::Compose | Grammar::KubernetesEnv if stand_in.contains('$') => Cow::Owned(stand_in.replace('$', "$$")),
        Grammar::GitHub if stand_in.contains("${{") => Cow::Owned(stand_in.replace("${{", "${{ '${{' }}")),
        Grammar::Compose | Grammar::KubernetesEnv | Grammar::GitHub | Grammar::Plain | Grammar::GoTemplate => {
            Cow::Borrowed(stand_in)
        }
    }
}

fn first_character(piece: &Piece, grammar: Grammar) -> Option<char> {
    match piece {
        Piece::Lit(text) => text.chars().next(),
        Piece::Variable { .. } => sign(grammar),
        Piece::Late { values: _, stand_in } => stand_in.chars().next(),
    }
}

/// The character that a reference of the grammar begins with.
fn sign(grammar: Grammar) -> Option<char> {
    match grammar {
        Grammar::Plain => None,
        Grammar::Compose | Grammar::KubernetesEnv | Grammar::GitHub => Some('$'),
        Grammar::GoTemplate => Some('{'),
    }
}

/// Compose: every `$` is written `$$`. Kubernetes reads `$$` as `$` and expands `$(NAME)`; any other `$` stands for itself
/// (`third_party/forked/golang/expansion` of kubernetes/kubernetes), so `$` is doubled exactly before `$` and `(`. A Go template begins an
/// action with `{{`, so a `{` before another one is itself written as an action.
fn literal(out: &mut String, text: &str, grammar: Grammar, after: Option<char>) {
    if grammar == Grammar::GitHub {
        // Only these three characters begin an expression; a shell's `${NAME}` stays as it is.
        return out.push_str(&text.replace("${{", "${{ '${{' }}"));
    }
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().or(after);
        match (grammar, character, next) {
            (Grammar::Compose, '$', _) | (Grammar::KubernetesEnv, '$', Some('$' | '(')) => out.push_str("$$"),
            (Grammar::GoTemplate, '{', Some('{')) => out.push_str("{{ \"{\" }}"),
            _ => out.push(character),
        }
    }
}

fn variable(out: &mut String, name: &str, absent: &Absent, grammar: Grammar) {
    match grammar {
        Grammar::Plain => out.push_str(name),
        Grammar::GoTemplate => {
            out.push_str("{{ .");
            out.push_str(name);
            out.push_str(" }}");
        }
        Grammar::GitHub => {
            out.push_str("${{ ");
            out.push_str(name);
            out.push_str(" }}");
        }
        Grammar::KubernetesEnv => {
            out.push_str("$(");
            out.push_str(name);
            out.push(')');
        }
        Grammar::Compose => {
            out.push_str("${");
            out.push_str(name);
            match absent {
                Absent::Unsaid => {}
                Absent::Fail(text) => {
                    out.push_str(":?");
                    // The text is read by people only, and a brace would end the reference.
                    literal(out, &text.replace('{', "(").replace('}', ")"), grammar, None);
                }
                Absent::Default(text) => {
                    out.push_str(":-");
                    literal(out, text, grammar, None);
                }
            }
            out.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(grammar: Grammar, pieces: Vec<Piece>) -> String {
        render(&Phrase::mixed(pieces, grammar)).into_owned()
    }

    #[test]
    fn compose_doubles_every_dollar() {
        assert_eq!(rendered(Grammar::Compose, vec![Piece::Lit("a$b${c}$$".into())]), "a$$b$${c}$$$$");
        let failing = Piece::Variable { name: "KEY".into(), absent: Absent::Fail("costs ${x}".into()) };
        assert_eq!(rendered(Grammar::Compose, vec![Piece::Lit("$".into()), failing]), "$$${KEY:?costs $$(x)}");
        let default = Piece::Variable { name: "KEY".into(), absent: Absent::Default("1.2".into()) };
        assert_eq!(rendered(Grammar::Compose, vec![default]), "${KEY:-1.2}");
    }

    /// Kubernetes' own reading (`expansion.Expand`), with no variable known: what comes out must be the text that went in.
    fn expand(input: &str) -> String {
        let (mut out, mut rest) = (String::new(), input);
        while let Some(at) = rest.find('$') {
            let (before, found) = rest.split_at(at);
            out.push_str(before);
            let tail = &found[1..];
            if let Some(after) = tail.strip_prefix('$') {
                out.push('$');
                rest = after;
            } else if tail.starts_with('(') && tail.contains(')') {
                panic!("{input:?} would be expanded");
            } else {
                out.push('$');
                rest = tail;
            }
        }
        out + rest
    }

    #[test]
    fn kubernetes_reads_back_what_was_written() {
        for text in ["$", "$$", "$$$", "$(A)", "$$(A)", "a$b", "${A}", "$(", "()$", "$ (x)", "$$$(A)$"] {
            assert_eq!(expand(&rendered(Grammar::KubernetesEnv, vec![Piece::Lit(text.into())])), text);
        }
        let variable = Piece::Variable { name: "A".into(), absent: Absent::Unsaid };
        assert_eq!(rendered(Grammar::KubernetesEnv, vec![Piece::Lit("$".into()), variable]), "$$$(A)");
    }

    #[test]
    fn a_go_template_shows_braces_as_they_were() {
        let variable = Piece::Variable { name: "A".into(), absent: Absent::Unsaid };
        let pieces = vec![Piece::Lit("a {{ b }} {".into()), variable, Piece::Lit("{c}".into())];
        assert_eq!(rendered(Grammar::GoTemplate, pieces), "a {{ \"{\" }}{ b }} {{ \"{\" }}{{ .A }}{c}");
    }
}
