//! The smallest rules: one token, one name, one group, and the ways to recover.

use super::detail::What;
use super::{Extra, Failure, Input, Rule, begins_entry};
use crate::ast::{Ident, Path};
use crate::token::{Flags, Kind, Word};
use crate::trees::Tree;
use chumsky::prelude::*;
use infrac_diagnostics::codes::e01::e0116_reserved_word;
use infrac_source::Span;

/// A tree that `predicate` accepts.
pub(super) fn such<'t, F: Failure<'t>>(
    predicate: impl Fn(&Tree) -> bool + Clone + 't,
) -> impl Parser<'t, Input<'t>, Tree, Extra<'t, F>> + Clone {
    any().filter(predicate)
}

/// A tree that `predicate` accepts, called `what` in messages.
pub(super) fn named<'t, F: Failure<'t>>(
    what: What,
    predicate: impl Fn(&Tree) -> bool + Clone + 't,
) -> impl Parser<'t, Input<'t>, Tree, Extra<'t, F>> + Clone {
    any().filter(predicate).labelled(what)
}

/// A tree of one kind.
pub(super) fn token<'t, F: Failure<'t>>(
    kind: Kind,
    what: What,
) -> impl Parser<'t, Input<'t>, Tree, Extra<'t, F>> + Clone {
    named(what, move |tree| tree.kind == kind)
}

/// A contextual word, which is not one if `=` follows.
pub(super) fn word<'t, F: Failure<'t>>(
    word: Word,
    what: What,
) -> impl Parser<'t, Input<'t>, Tree, Extra<'t, F>> + Clone {
    named(what, move |tree| tree.is_word(word))
}

/// Looks at the next tree without taking it.
pub(super) fn peek<'t, F: Failure<'t>>(
    predicate: impl Fn(&Tree) -> bool + Clone + 't,
) -> impl Parser<'t, Input<'t>, (), Extra<'t, F>> + Clone {
    any().filter(predicate).ignored().rewind()
}

/// The end of the group.
pub(super) fn close<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, Tree, Extra<'t, F>> + Clone {
    token(Kind::Close, What::Close)
}

/// Goes into a group of `kind`.
pub(super) fn inside<'t, F: Failure<'t>>(
    kind: Kind,
    what: What,
) -> impl Parser<'t, Input<'t>, Input<'t>, Extra<'t, F>> + Clone {
    token(kind, what).map_with(|tree, extra| extra.state().children(&tree))
}

/// Goes into a group of `kind` that stands on the line of what is before it.
pub(super) fn inside_same_line<'t, F: Failure<'t>>(
    kind: Kind,
    what: What,
) -> impl Parser<'t, Input<'t>, Input<'t>, Extra<'t, F>> + Clone {
    named(what, move |tree: &Tree| tree.kind == kind && !tree.nl())
        .map_with(|tree, extra| extra.state().children(&tree))
}

/// A lower name, whatever word it spells: a member, a key, a reference to a kind.
pub(super) fn lower<'t, F: Failure<'t>>(what: What) -> impl Parser<'t, Input<'t>, Ident, Extra<'t, F>> + Clone {
    token(Kind::Lower, what).map_with(|tree, extra| extra.state().ident(&tree))
}

/// A lower name that is declared: a reserved word is reported and taken.
pub(super) fn declared<'t, F: Failure<'t>>(what: What) -> impl Parser<'t, Input<'t>, Ident, Extra<'t, F>> + Clone {
    let is_name = |tree: &Tree| tree.kind == Kind::Lower && !tree.flags.has(Flags::BEGINS);
    named(what, is_name).map_with(|tree, extra| {
        let context = extra.state();
        let ident = context.ident(&tree);
        if tree.word.is_reserved() {
            context.problems.push(e0116_reserved_word::reserved(ident.span, &ident.text));
        }
        ident
    })
}

/// `name.name`.
pub(super) fn path<'t, F: Failure<'t>>(what: What) -> impl Parser<'t, Input<'t>, Path, Extra<'t, F>> + Clone {
    let is_next = |tree: &Tree| tree.kind == Kind::Lower && !tree.flags.has(Flags::BEGINS);
    let next = named(What::Member, is_next).map_with(|tree, extra| extra.state().ident(&tree));
    let more = token(Kind::Dot, What::Dot).ignore_then(next).repeated().collect::<Vec<_>>();
    lower(what).then(more).map_with(|(first, more), extra| {
        let segments = std::iter::once(first).chain(more).collect();
        extra.state().path(segments)
    })
}

/// `a, b`: names of environments after `in`.
pub(super) fn environments<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, Vec<Ident>, Extra<'t, F>> + Clone {
    word(Word::In, What::In).ignore_then(
        lower(What::Environment).separated_by(token(Kind::Comma, What::Comma)).at_least(1).collect::<Vec<_>>(),
    )
}

/// All that stands in a group: `inner` up to the end, or, if that cannot be read, what `fallback` makes of it.
pub(super) fn whole<'t, O: 't, F: Failure<'t>>(
    inner: impl Parser<'t, Input<'t>, O, Extra<'t, F>> + Clone + 't,
    fallback: impl Fn(Span) -> O + Clone + 't,
) -> Rule<'t, O, F> {
    let skip = such(|tree: &Tree| tree.kind != Kind::Close).repeated().then(close()).to_slice().map_with(
        move |trees, extra| {
            extra.state().recovered = true;
            fallback(extra.state().span_of(trees))
        },
    );
    inner.then_ignore(close()).recover_with(via_parser(skip)).boxed()
}

/// Items between commas up to the end of the group. One that cannot be read becomes what `fallback` makes of it.
pub(super) fn items<'t, O: 't, F: Failure<'t>>(
    item: impl Parser<'t, Input<'t>, O, Extra<'t, F>> + Clone + 't,
    fallback: impl Fn(Span) -> O + Clone + 't,
) -> Rule<'t, Vec<O>, F> {
    let separator = |tree: &Tree| matches!(tree.kind, Kind::Comma | Kind::Close);
    let at_separator = named(What::Comma, separator).ignored().rewind();
    let skipped = such(move |tree: &Tree| !separator(tree)).repeated().at_least(1).to_slice();
    let empty = peek(|tree: &Tree| tree.kind == Kind::Comma).to_slice();
    let error = skipped.or(empty).map_with(move |trees, extra| {
        extra.state().recovered = true;
        fallback(extra.state().span_of(trees))
    });
    item.then_ignore(at_separator)
        .map_with(noted)
        .recover_with(via_parser(error))
        .separated_by(token(Kind::Comma, What::Comma))
        .allow_trailing()
        .collect::<Vec<_>>()
        .then_ignore(close())
        .boxed()
}

/// Remembers where an item begins.
pub(super) fn noted<'t, O, F: Failure<'t>>(
    item: O,
    extra: &mut chumsky::input::MapExtra<'t, '_, Input<'t>, Extra<'t, F>>,
) -> O {
    let trees = extra.slice();
    extra.state().item(trees);
    item
}

/// Skips what cannot be read as a value: up to the next entry, a comma, or the end of the group.
pub(super) fn skip_value<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, Span, Extra<'t, F>> + Clone {
    let ends = |tree: &Tree| matches!(tree.kind, Kind::Comma | Kind::Close | Kind::End);
    let begins = |tree: &Tree| {
        let by_word = matches!(tree.word, Word::Let | Word::In | Word::For | Word::If | Word::Unset | Word::Assert);
        tree.flags.has(Flags::BEGINS) || tree.nl() && by_word || tree.kind == Kind::At || tree.kind == Kind::Ellipsis
    };
    let first = such(move |tree: &Tree| !ends(tree) && !begins(tree));
    let more = such(move |tree: &Tree| !ends(tree) && !begins_entry(tree));
    first.then(more.repeated()).ignored().or(empty()).to_slice().map_with(|trees: Input<'t>, extra| {
        extra.state().recovered = true;
        extra.state().span_of(trees)
    })
}
