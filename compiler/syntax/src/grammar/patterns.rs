//! Patterns, binders, and the arms of a `match`.

use super::detail::What;
use super::tokens::{declared, inside_same_line, items, lower, named, noted, such, token};
use super::{Extra, Failure, Input, Rule, begins_entry};
use crate::ast::{Ident, Pattern, PatternKind, StringLit, TagBinding};
use crate::token::{Kind, Word};
use crate::trees::Tree;
use chumsky::prelude::*;
use infrac_quantity::Literal;
use infrac_source::Span;

/// `name` or `_`.
pub(super) fn binder<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, Ident, Extra<'t, F>> + Clone {
    declared(What::Binder)
}

/// One pattern.
pub(super) fn pattern<'t, F: Failure<'t>>(string: Rule<'t, StringLit, F>) -> Rule<'t, Pattern, F> {
    let constant = such(|tree: &Tree| matches!(tree.word, Word::Underscore | Word::Null | Word::True | Word::False))
        .map(|tree| match tree.word {
            Word::Underscore => PatternKind::Wildcard,
            Word::True => PatternKind::Bool(true),
            Word::False => PatternKind::Bool(false),
            _ => PatternKind::Null,
        });
    let number = such(|tree: &Tree| tree.kind == Kind::Number).map_with(|tree, extra| {
        Literal::parse(extra.state().text_of(&tree)).map_or(PatternKind::Error, PatternKind::Number)
    });
    let bind = such(|tree: &Tree| tree.is_word(Word::Let)).ignore_then(declared(What::Binder)).map(PatternKind::Bind);
    let unreadable = such(|tree: &Tree| tree.kind == Kind::Error).to(PatternKind::Error);
    choice((constant, number, string.map(PatternKind::String), bind, unreadable, tag()))
        .map_with(|kind, extra| {
            let trees: Input<'t> = extra.slice();
            Pattern { kind, span: extra.state().span_of(trees) }
        })
        .labelled(What::Pattern)
        .boxed()
}

/// `tag`, `tag whole`, `tag(a, b)`, `tag { a, b }`.
fn tag<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, PatternKind, Extra<'t, F>> + Clone {
    let unreadable = |span: Span| Ident { text: "_".into(), span };
    let positional =
        items(binder(), unreadable).nested_in(inside_same_line(Kind::LParen, What::Binder)).map(TagBinding::Positional);
    let fields =
        items(binder(), unreadable).nested_in(inside_same_line(Kind::LBrace, What::Binder)).map(TagBinding::Fields);
    let whole = such(|tree: &Tree| tree.kind == Kind::Lower && !tree.nl())
        .rewind()
        .ignore_then(declared(What::Binder))
        .map(TagBinding::Whole);
    let name = named(What::Pattern, |tree: &Tree| tree.kind == Kind::Lower && !tree.word.is_expression_word());
    name.rewind()
        .ignore_then(lower(What::Pattern))
        .then(choice((positional, fields, whole)).or_not())
        .map(|(name, bind)| PatternKind::Tag { name, bind: bind.unwrap_or(TagBinding::None) })
}

/// `{ pattern | pattern => value … }`: the arms, each made by `arm`; one that cannot be read is made by `broken`.
pub(super) fn arms<'t, V: 't, A: 't, F: Failure<'t>>(
    string: Rule<'t, StringLit, F>,
    value: impl Parser<'t, Input<'t>, V, Extra<'t, F>> + Clone + 't,
    arm: impl Fn((Vec<Pattern>, V)) -> A + Clone + 't,
    broken: impl Fn(Span) -> A + Clone + 't,
) -> Rule<'t, Vec<A>, F> {
    let patterns =
        pattern(string).separated_by(token(Kind::Bar, What::Other)).allow_leading().at_least(1).collect::<Vec<_>>();
    let read = patterns.then_ignore(token(Kind::Arrow, What::Arrow)).then(value).map(arm);
    let ends = |tree: &Tree| matches!(tree.kind, Kind::Comma | Kind::Close);
    let skipped = such(move |tree: &Tree| tree.kind != Kind::Close)
        .then(such(move |tree: &Tree| !ends(tree) && !begins_arm(tree)).repeated())
        .to_slice()
        .map_with(move |trees, extra| {
            extra.state().recovered = true;
            broken(extra.state().span_of(trees))
        });
    read.recover_with(via_parser(skipped))
        .map_with(noted)
        .then_ignore(token(Kind::Comma, What::Comma).or_not())
        .repeated()
        .collect::<Vec<_>>()
        .then_ignore(super::tokens::close())
        .nested_in(inside_same_line(Kind::LBrace, What::Body))
        .boxed()
}

fn begins_arm(tree: &Tree) -> bool {
    begins_entry(tree) || tree.nl() && tree.kind == Kind::Number
}
