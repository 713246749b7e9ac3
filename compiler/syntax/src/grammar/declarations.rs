//! Declarations, imports, and a file of them.

use super::bodies::{Rules, members, parameters, required, rules, skip_member, value, written_type};
use super::detail::What;
use super::tokens::{declared, environments, inside, inside_same_line, lower, path, peek, such, token, word};
use super::types::variables;
use super::{Context, Extra, Failure, Input, Rule, kinds, strings};
use crate::ast::{
    Body, Component, Decl, DeclKind, Defaults, Entry, EntryKind, Extend, Fn, Ident, Import, ImportTarget,
    Kind as KindDecl, Notes, Output, Param, StringLit, Test, TypeDecl,
};
use crate::token::{Flags, Kind, Word};
use crate::trees::Tree;
use chumsky::prelude::*;
use infrac_diagnostics::codes::e01::e0118_expected_declaration;

/// What stands at the top of a file.
pub(crate) enum Item {
    Import(Import),
    Decl(Decl),
}

/// An item that was read.
pub(crate) struct Read {
    pub item: Item,
    /// The number of its trees.
    pub count: usize,
    /// Whether a rule recovered in it.
    pub recovered: bool,
}

/// The next item of what may be many. It is left in [`Context::read`]: a rule gives a value only for what it read to the end, and
/// to skip the rest of the file behind each item would take quadratic time.
pub(crate) fn next<'t, F: Failure<'t>>() -> Rule<'t, (), F> {
    recovered()
        .map_with(|item, extra| {
            let trees: Input<'t> = extra.slice();
            let context: &mut Context<'t> = extra.state();
            context.item(trees);
            let recovered = std::mem::take(&mut context.recovered);
            context.read = Some(Read { item, count: trees.len(), recovered });
        })
        .boxed()
}

/// The first `count` items of what may be more.
pub(crate) fn first<'t, F: Failure<'t>>(count: usize) -> Rule<'t, (), F> {
    // Mapped, not ignored: what is ignored is not run.
    recovered().repeated().at_most(count).collect::<Vec<_>>().then_ignore(any().repeated()).map(|_| ()).boxed()
}

fn recovered<'t, F: Failure<'t>>() -> Rule<'t, Item, F> {
    let begins = |tree: &Tree| {
        tree.nl() && (tree.flags.has(Flags::COLUMN_0) || tree.word.begins_declaration() || tree.kind == Kind::At)
    };
    let skipped = such(|tree: &Tree| tree.kind != Kind::End)
        .then(such(move |tree: &Tree| tree.kind != Kind::End && !begins(tree)).repeated())
        .to_slice()
        .map_with(|trees, extra| {
            let context: &mut Context<'t> = extra.state();
            context.recovered = true;
            let span = context.span_of(trees);
            Item::Decl(Decl { notes: Notes::default(), public: None, kind: DeclKind::Error, span })
        });
    item().labelled(What::Declaration).recover_with(via_parser(skipped)).boxed()
}

fn item<'t, F: Failure<'t>>() -> Rule<'t, Item, F> {
    let rules = rules();
    let public = such(|tree: &Tree| tree.is_word(Word::Pub)).map_with(|tree, extra| extra.state().span(&tree)).or_not();
    let decl = rules.types.notes.clone().then(public).then(kind(&rules)).map_with(|((notes, public), kind), extra| {
        let trees: Input<'t> = extra.slice();
        let span = notes.with_doc(extra.state().span_of(trees));
        Item::Decl(Decl { notes, public, kind, span })
    });
    import().map(Item::Import).or(decl).boxed()
}

/// `import "../shared" as s`, `import std.aws`.
fn import<'t, F: Failure<'t>>() -> Rule<'t, Import, F> {
    let here = peek(|tree: &Tree| !tree.flags.has(Flags::BEGINS)).labelled(What::ImportTarget);
    let folder = strings::text(What::ImportTarget)
        .map(|string| ImportTarget::Folder(Ident { text: string.plain().unwrap_or_default(), span: string.span }));
    let std = path(What::ImportTarget).map(ImportTarget::Std);
    such(|tree: &Tree| tree.is_word(Word::Import))
        .ignore_then(here.ignore_then(folder.or(std)))
        .then(word(Word::As, What::Other).ignore_then(declared(What::Name)).or_not())
        .map_with(|(target, alias), extra| {
            let trees: Input<'t> = extra.slice();
            Import { target, alias, span: extra.state().span_of(trees) }
        })
        .boxed()
}

/// A word that begins a declaration and is followed by what shows that it does.
fn keyword<'t, F: Failure<'t>>(keyword: Word) -> impl Parser<'t, Input<'t>, Tree, Extra<'t, F>> + Clone {
    such(move |tree: &Tree| tree.is_word(keyword))
}

fn kind<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, DeclKind, F> {
    let is_declaration_word = |tree: &Tree| tree.word.begins_declaration() && !tree.flags.has(Flags::KEY);
    let block = peek(move |tree: &Tree| !is_declaration_word(tree)).ignore_then(rules.block.clone());
    choice((
        outside(rules),
        block.map(|block| block.map_or(DeclKind::Error, DeclKind::Block)),
        rules.let_.clone().map(DeclKind::Let),
        function(rules).map(DeclKind::Fn),
        type_decl(rules).map(DeclKind::Type),
        component(rules).map(DeclKind::Component),
        kind_decl(rules).map(DeclKind::Kind),
        extend(rules).map(DeclKind::Extend),
        defaults(rules).map(DeclKind::Defaults),
        test(rules).map(DeclKind::Test),
        param(rules).map(DeclKind::Param),
        rules.assert.clone().map(DeclKind::Assert),
    ))
    .boxed()
}

/// `key = value` at the top of a file: reported.
fn outside<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, DeclKind, F> {
    such(|tree: &Tree| matches!(tree.kind, Kind::Lower | Kind::Upper) && tree.flags.has(Flags::KEY))
        .then_ignore(token(Kind::Eq, What::Equals))
        .then(value(rules.values.expr.clone()))
        .map_with(|(key, _), extra| {
            let context: &mut Context<'t> = extra.state();
            let problem = e0118_expected_declaration::entry_outside(context.span(&key), context.text_of(&key));
            context.problems.push(problem);
            DeclKind::Error
        })
        .boxed()
}

fn function<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, Fn, F> {
    let body = token(Kind::Eq, What::Equals).ignore_then(value(rules.values.expr.clone()));
    keyword(Word::Fn)
        .ignore_then(declared(What::Name))
        .then(variables().or_not())
        .then(parameters(rules.types.params.clone()))
        .then_ignore(token(Kind::Colon, What::Colon))
        .then(written_type(rules.types.ty.clone()))
        .then(body.or_not())
        .map(|((((name, variables), params), result), body)| Fn {
            name,
            variables: variables.unwrap_or_default(),
            params,
            result,
            body,
        })
        .boxed()
}

fn type_decl<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, TypeDecl, F> {
    keyword(Word::Type)
        .ignore_then(token(Kind::Upper, What::TypeName).map_with(|tree, extra| extra.state().ident(&tree)))
        .then_ignore(token(Kind::Eq, What::Equals))
        .then(written_type(rules.types.ty.clone()))
        .then(rules.types.refinement.clone().or_not())
        .map(|((name, ty), refinement)| TypeDecl { name, ty, refinement })
        .boxed()
}

/// What stands in a component.
enum Member {
    Output(Output),
    Entry(Entry),
}

fn component<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, Component, F> {
    // `output name (` and `output name :` are outputs; `output name {` is a block.
    let output_ahead = rules
        .types
        .notes
        .clone()
        .then(such(|tree: &Tree| tree.is_word(Word::Output)))
        .then(such(|tree: &Tree| tree.kind == Kind::Lower && !tree.nl()))
        .then(such(|tree: &Tree| matches!(tree.kind, Kind::LParen | Kind::Colon)))
        .ignored()
        .rewind();
    let broken =
        skip_member().map(|span| Member::Entry(Entry { notes: Notes::default(), kind: EntryKind::Error, span }));
    let output =
        output_ahead.ignore_then(kinds::output(rules, true).map(Member::Output).recover_with(via_parser(broken)));
    let member = output.or(rules.entry.clone().map(Member::Entry)).boxed();
    let body = members(member).nested_in(inside(Kind::LBrace, What::Body)).map_with(|members, extra| {
        let trees: Input<'t> = extra.slice();
        let mut outputs = Vec::new();
        let mut entries = Vec::new();
        for member in members {
            match member {
                Member::Output(output) => outputs.push(output),
                Member::Entry(entry) => entries.push(entry),
            }
        }
        let damaged = trees.first().is_some_and(|tree| tree.flags.has(Flags::DAMAGED))
            || entries.iter().any(|entry: &Entry| matches!(entry.kind, EntryKind::Error));
        (outputs, Body { entries, span: extra.state().span_of(trees), damaged })
    });
    keyword(Word::Component)
        .ignore_then(declared(What::Name))
        .then(parameters(rules.types.params.clone()))
        .then(token(Kind::Colon, What::Colon).ignore_then(path(What::KindName)).or_not())
        .then(body)
        .map(|(((name, params), base), (outputs, body))| Component { name, params, base, outputs, body })
        .boxed()
}

fn kind_decl<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, KindDecl, F> {
    keyword(Word::Kind)
        .ignore_then(declared_kind())
        .then(kinds::items(rules).nested_in(inside_same_line(Kind::LBrace, What::Body)))
        .map(|(name, items)| KindDecl { name, items })
        .boxed()
}

/// The name of a kind, which may be a word that cannot be a value's name.
fn declared_kind<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, Ident, Extra<'t, F>> + Clone {
    lower(What::Name)
}

fn extend<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, Extend, F> {
    keyword(Word::Extend)
        .ignore_then(lower(What::KindName))
        .then(kinds::items(rules).nested_in(inside_same_line(Kind::LBrace, What::Body)))
        .map(|(kind, items)| Extend { kind, items })
        .boxed()
}

fn defaults<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, Defaults, F> {
    keyword(Word::Defaults)
        .ignore_then(path(What::KindName))
        .then(required(rules.body.clone()))
        .map(|(kind, body)| Defaults { kind, body })
        .boxed()
}

fn test<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, Test, F> {
    keyword(Word::Test)
        .ignore_then(strings::text(What::TestName))
        .then(environments().or_not())
        .then(required(rules.body.clone()))
        .map(|((name, environments), body): ((StringLit, _), _)| Test {
            name: Ident { text: name.plain().unwrap_or_default(), span: name.span },
            environments: environments.unwrap_or_default(),
            body,
        })
        .boxed()
}

fn param<'t, F: Failure<'t>>(rules: &Rules<'t, F>) -> Rule<'t, Param, F> {
    keyword(Word::Param)
        .ignore_then(declared(What::Name))
        .then_ignore(token(Kind::Colon, What::Colon))
        .then(written_type(rules.types.ty.clone()))
        .then(token(Kind::Eq, What::Equals).ignore_then(value(rules.values.expr.clone())).or_not())
        .map(|((name, ty), default)| Param { name, ty, default })
        .boxed()
}
