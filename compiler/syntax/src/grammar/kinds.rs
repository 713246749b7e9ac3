//! What stands in a `kind`, in `extend environment`, and outputs.

use super::bodies::{Rules, members, parameters, skip_member, value, written_type};
use super::detail::What;
use super::tokens::{declared, lower, path, such, token, word};
use super::{Failure, Input, Rule};
use crate::ast::{KindItem, Output};
use crate::token::{Kind, Word};
use crate::trees::Tree;
use chumsky::prelude::*;

/// `output name(params): Type = value`; the value is optional where the compiler gives it.
pub(super) fn output<'t, F: Failure<'t>>(rules: &Rules<'t, F>, value_required: bool) -> Rule<'t, Output, F> {
    let equals = token(Kind::Eq, What::Equals).ignore_then(value(rules.values.expr.clone()));
    let value = match value_required {
        true => equals.map(Some).boxed(),
        false => equals.or_not().boxed(),
    };
    let own = such(|tree: &Tree| tree.is_word(Word::Output))
        .ignore_then(declared(What::Name))
        .then(parameters(rules.types.params.clone()).or_not())
        .then_ignore(token(Kind::Colon, What::Colon))
        .then(written_type(rules.types.ty.clone()))
        .then(value)
        .map_with(|(((name, params), ty), value), extra| {
            let trees: Input<'t> = extra.slice();
            let span = extra.state().span_of(trees);
            Output { notes: Default::default(), name, params, ty, value, span }
        });
    rules.types.notes.clone().then(own).map(|(notes, output)| Output { notes, ..output }).boxed()
}

/// `{ item … }`. An item that cannot be read is dropped.
pub(super) fn items<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, Vec<KindItem>, F> {
    let many = such(|tree: &Tree| matches!(tree.kind, Kind::Star | Kind::Question));
    let child = rules
        .types
        .notes
        .clone()
        .then_ignore(such(|tree: &Tree| tree.is_word(Word::Child)))
        .then(path(What::Name))
        .then(many.labelled(What::Multiplicity))
        .map(|((notes, kind), many)| KindItem::Child { kind, notes, many: many.kind == Kind::Star });
    let expose = such(|tree: &Tree| tree.is_word(Word::Expose))
        .ignore_then(lower(What::Name))
        .then_ignore(word(Word::As, What::As))
        .then(rules.types.ty.clone())
        .map(|(attribute, ty)| KindItem::Expose { attribute, ty });
    // An attribute may be called `output`, `child` or `expose`: then a colon follows.
    let attribute_ahead = rules
        .types
        .notes
        .clone()
        .then(such(|tree: &Tree| tree.kind == Kind::Lower))
        .then(such(|tree: &Tree| tree.kind == Kind::Colon))
        .ignored()
        .rewind();
    let attribute = attribute_ahead.ignore_then(rules.types.field.clone()).map(KindItem::Attribute);
    let plain = rules.types.field.clone().map(KindItem::Attribute);
    let item = choice((
        attribute,
        child,
        expose,
        output(rules, false).map(KindItem::Output),
        rules.assert.clone().map(KindItem::Assert),
        plain,
    ))
    .labelled(What::Item)
    .map(Some)
    .recover_with(via_parser(skip_member().map(|_| None)));
    members(item.boxed()).map(|items| items.into_iter().flatten().collect()).boxed()
}
