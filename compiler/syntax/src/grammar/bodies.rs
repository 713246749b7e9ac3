//! Bodies, their entries, and blocks.

use super::detail::What;
use super::expressions::{Expressions, expressions};
use super::patterns::{arms, binder};
use super::tokens::{
    close, declared, environments, inside_same_line, lower, named, noted, path, peek, skip_value, such, token, word,
};
use super::types::{Types, notes, types};
use super::{Context, Extra, Failure, Input, Rule, begins_entry, strings};
use crate::ast::{
    Assert, Block, Body, ElseEntry, Entry, EntryArm, EntryKind, Expr, ExprKind, Ident, IfEntry, Key, Label, Let, Notes,
    Path, Pattern, PatternKind, Type, TypeKind, UnsetTarget,
};
use crate::token::{Flags, Kind, Word};
use crate::trees::Tree;
use chumsky::prelude::*;
use infrac_diagnostics::codes::e01::{
    e0113_join_lines, e0115_hyphen_in_name, e0117_missing_body, e0120_unexpected_token,
};
use infrac_source::{Span, Str};

/// The rules that declarations are made of.
pub(super) struct Rules<'t, F: Failure<'t>> {
    pub values: Expressions<'t, F>,
    pub types: Types<'t, F>,
    /// `{ entries }`.
    pub body: Rule<'t, Body, F>,
    /// One entry, recovered.
    pub entry: Rule<'t, Entry, F>,
    /// A block; `None` for a word that lacks all that would make it one, which is reported.
    pub block: Rule<'t, Option<Block>, F>,
    pub let_: Rule<'t, Let, F>,
    pub assert: Rule<'t, Assert, F>,
}

/// Builds all rules below declarations.
pub(super) fn rules<'t, F: Failure<'t>>() -> Rules<'t, F> {
    let body = recursive(|body| body_of(below(body.boxed()).entry).boxed()).boxed();
    let mut rules = below(body.clone());
    rules.body = body;
    rules
}

/// The rules whose bodies are read by `body`.
fn below<'t, F: Failure<'t>>(body: Rule<'t, Body, F>) -> Rules<'t, F> {
    let values = expressions(body.clone());
    let types = types(values.expr.clone(), values.string.clone(), values.args.clone());
    let block = block(required(body.clone()));
    let let_ = let_(&types.ty, &values.expr);
    let assert = assert(&values.expr);
    let notes = notes(values.args.clone());
    let kind = entry_kind(&values, required(body.clone()), &let_, &assert, &block);
    let entry = recovered_entry(notes, kind);
    Rules { values, types, body, entry, block, let_, assert }
}

/// A value that must stand here; what cannot be read of it is skipped and the entry kept.
pub(super) fn value<'t, F: Failure<'t>>(expr: Rule<'t, Expr, F>) -> Rule<'t, Expr, F> {
    let error = skip_value().map(|span| Expr { kind: ExprKind::Error, span });
    expr.recover_with(via_parser(error)).boxed()
}

/// A type that must stand here.
pub(super) fn written_type<'t, F: Failure<'t>>(ty: Rule<'t, Type, F>) -> Rule<'t, Type, F> {
    let error = skip_value().map(|span| Type { kind: TypeKind::Error, span });
    ty.recover_with(via_parser(error)).boxed()
}

/// `{ entry … }`, of entries or whatever else a body holds.
fn body_of<'t, F: Failure<'t>>(entry: Rule<'t, Entry, F>) -> Rule<'t, Body, F> {
    members(entry)
        .nested_in(
            named(What::Body, |tree: &Tree| tree.kind == Kind::LBrace)
                .map_with(|tree, extra| extra.state().children(&tree)),
        )
        .map_with(|entries, extra| {
            let trees: Input<'t> = extra.slice();
            let damaged = trees.first().is_some_and(|tree| tree.flags.has(Flags::DAMAGED))
                || entries.iter().any(|entry: &Entry| matches!(entry.kind, EntryKind::Error));
            Body { entries, span: extra.state().span_of(trees), damaged }
        })
        .boxed()
}

/// What stands in braces: members, commas optional.
pub(super) fn members<'t, O: 't, F: Failure<'t>>(member: Rule<'t, O, F>) -> Rule<'t, Vec<O>, F> {
    member
        .map_with(noted)
        .then_ignore(token(Kind::Comma, What::Comma).or_not())
        .repeated()
        .collect::<Vec<_>>()
        .then_ignore(close())
        .boxed()
}

/// Skips a member that cannot be read: at least one tree, then up to the next one's beginning.
pub(super) fn skip_member<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, Span, Extra<'t, F>> + Clone {
    let ends = |tree: &Tree| matches!(tree.kind, Kind::Comma | Kind::Close);
    such(|tree: &Tree| tree.kind != Kind::Close)
        .then(such(move |tree: &Tree| !ends(tree) && !begins_entry(tree)).repeated())
        .to_slice()
        .map_with(|trees, extra| {
            extra.state().recovered = true;
            extra.state().span_of(trees)
        })
}

fn recovered_entry<'t, F: Failure<'t>>(notes: Rule<'t, Notes, F>, kind: Rule<'t, EntryKind, F>) -> Rule<'t, Entry, F> {
    let error = skip_member().map(|span| Entry { notes: Notes::default(), kind: EntryKind::Error, span });
    notes
        .then(kind)
        .map_with(|(notes, kind), extra| {
            let trees: Input<'t> = extra.slice();
            let span = notes.with_doc(extra.state().span_of(trees));
            Entry { notes, kind, span }
        })
        .labelled(What::Entry)
        .recover_with(via_parser(error))
        .boxed()
}

/// A body that must follow its header: on a new line it is reported and taken.
pub(super) fn required<'t, F: Failure<'t>>(body: Rule<'t, Body, F>) -> Rule<'t, Body, F> {
    named(What::Body, |tree: &Tree| tree.kind == Kind::LBrace)
        .rewind()
        .map_with(|tree, extra| {
            if tree.nl() {
                let problem = join_lines(extra.state(), &tree);
                extra.state().problems.push(problem);
            }
        })
        // Not `ignore_then`: what is ignored is not run.
        .then(body)
        .map(|((), body)| body)
        .boxed()
}

/// `tree` begins a line that should have gone on the one before.
pub(super) fn join_lines(context: &Context<'_>, tree: &Tree) -> infrac_diagnostics::Diagnostic {
    let before = context.text.get(..tree.start as usize).unwrap_or("").trim_end().len() as u32;
    let gap = Span::new(context.file, before, tree.start);
    let sign = context.text_of(tree).get(..1).unwrap_or("{");
    // With a comment between the two, joining would put the sign into the comment.
    let line = context.text.get(..before as usize).and_then(|text| text.lines().next_back()).unwrap_or("");
    e0113_join_lines::join_lines(context.span(tree), sign, gap, !line.contains("//"))
}

/// `let x: T = e`.
fn let_<'t, F: Failure<'t>>(ty: &Rule<'t, Type, F>, expr: &Rule<'t, Expr, F>) -> Rule<'t, Let, F> {
    such(|tree: &Tree| tree.is_word(Word::Let))
        .ignore_then(declared(What::Name))
        .then(token(Kind::Colon, What::Colon).ignore_then(ty.clone()).or_not())
        .then_ignore(token(Kind::Eq, What::Equals))
        .then(value(expr.clone()))
        .map(|((name, ty), value)| Let { name, ty, value })
        .boxed()
}

/// `assert e, "text"`.
fn assert<'t, F: Failure<'t>>(expr: &Rule<'t, Expr, F>) -> Rule<'t, Assert, F> {
    such(|tree: &Tree| tree.is_word(Word::Assert))
        .ignore_then(expr.clone())
        .then_ignore(token(Kind::Comma, What::Comma))
        .then(expr.clone())
        .map_with(|(condition, message), extra| {
            let trees: Input<'t> = extra.slice();
            Assert { condition, message, span: extra.state().span_of(trees) }
        })
        .boxed()
}

/// `name`, or a name with hyphens, which is reported and read with underscores.
fn hyphenated<'t, F: Failure<'t>>(
    first: impl Parser<'t, Input<'t>, Tree, Extra<'t, F>> + Clone + 't,
) -> impl Parser<'t, Input<'t>, Ident, Extra<'t, F>> + Clone {
    let hyphen = such(|tree: &Tree| tree.kind == Kind::Minus && tree.joint());
    let more = such(|tree: &Tree| matches!(tree.kind, Kind::Lower | Kind::Upper | Kind::Number) && tree.joint());
    first.then(hyphen.then(more).repeated().to_slice()).map_with(|(first, more), extra| {
        let context: &mut Context<'t> = extra.state();
        match more.last() {
            None => context.ident(&first),
            Some(last) => {
                let span = context.span(&first).to(context.span(last));
                let written = context.text.get(span.range()).unwrap_or("");
                context.problems.push(e0115_hyphen_in_name::hyphen(span, written));
                Ident { text: Str::new(written.replace('-', "_")), span }
            }
        }
    })
}

/// `key`, before its `=`.
fn key<'t, F: Failure<'t>>(values: &Expressions<'t, F>) -> Rule<'t, Key, F> {
    let name = such(|tree: &Tree| matches!(tree.kind, Kind::Lower | Kind::Upper) && tree.flags.has(Flags::KEY))
        .map_with(|tree, extra| Key::Name(extra.state().ident(&tree)));
    let text = peek(|tree: &Tree| tree.kind.is_string() && tree.flags.has(Flags::KEY))
        .ignore_then(values.string.clone())
        .map(Key::Text);
    let hyphen_ahead = such(|tree: &Tree| matches!(tree.kind, Kind::Lower | Kind::Upper))
        .then(such(|tree: &Tree| tree.kind == Kind::Minus && tree.joint()))
        .ignored()
        .rewind();
    let hyphens = hyphen_ahead.ignore_then(hyphenated(any())).map(Key::Name);
    choice((name, text, hyphens)).boxed()
}

/// What an entry is, by its first words.
fn entry_kind<'t, F: Failure<'t>>(
    values: &Expressions<'t, F>,
    body: Rule<'t, Body, F>,
    let_: &Rule<'t, Let, F>,
    assert: &Rule<'t, Assert, F>,
    block: &Rule<'t, Option<Block>, F>,
) -> Rule<'t, EntryKind, F> {
    let assign = key(values)
        .then_ignore(token(Kind::Eq, What::Equals))
        .then(value(values.expr.clone()))
        .map(|(key, value)| EntryKind::Assign { key, value });
    let overlay =
        environments().then(body.clone()).map(|(environments, body)| EntryKind::Overlay { environments, body });
    let spread =
        such(|tree: &Tree| tree.kind == Kind::Ellipsis).ignore_then(value(values.expr.clone())).map(EntryKind::Spread);
    let block = peek(|tree: &Tree| !tree.word.begins_entry()).ignore_then(block.clone());
    choice((
        assign,
        let_.clone().map(|let_| EntryKind::Let(Box::new(let_))),
        overlay,
        for_entry(values, body.clone()),
        if_entry(values, body.clone()).map(|entry| EntryKind::If(Box::new(entry))),
        match_entry(values, body),
        unset(values),
        assert.clone().map(|assert| EntryKind::Assert(Box::new(assert))),
        spread,
        block.map(|block| block.map_or(EntryKind::Error, |block| EntryKind::Block(Box::new(block)))),
    ))
    .boxed()
}

fn for_entry<'t, F: Failure<'t>>(values: &Expressions<'t, F>, body: Rule<'t, Body, F>) -> Rule<'t, EntryKind, F> {
    such(|tree: &Tree| tree.is_word(Word::For))
        .ignore_then(binder().separated_by(token(Kind::Comma, What::Comma)).at_least(1).at_most(2).collect::<Vec<_>>())
        .then_ignore(word(Word::In, What::In))
        .then(values.head.clone())
        .then(body)
        .map(|((binders, iterable), body)| EntryKind::For { binders, iterable, body })
        .boxed()
}

fn if_entry<'t, F: Failure<'t>>(values: &Expressions<'t, F>, body: Rule<'t, Body, F>) -> Rule<'t, IfEntry, F> {
    let head = values.head.clone();
    recursive(|nested| {
        let otherwise = such(|tree: &Tree| tree.is_word(Word::Else)).ignore_then(choice((
            nested.map(|entry| ElseEntry::If(Box::new(entry))),
            body.clone().map(ElseEntry::Body),
        )));
        such(|tree: &Tree| tree.is_word(Word::If))
            .ignore_then(head)
            .then(body)
            .then(otherwise.or_not())
            .map(|((condition, then), otherwise)| IfEntry { condition, then, otherwise })
    })
    .boxed()
}

fn match_entry<'t, F: Failure<'t>>(values: &Expressions<'t, F>, body: Rule<'t, Body, F>) -> Rule<'t, EntryKind, F> {
    let arm = |(patterns, body)| EntryArm { patterns, body };
    let broken = |span: Span| EntryArm {
        patterns: vec![Pattern { kind: PatternKind::Error, span }],
        body: Body { entries: Vec::new(), span: span.at_end(), damaged: true },
    };
    such(|tree: &Tree| tree.is_word(Word::Match))
        .ignore_then(values.head.clone())
        .then(arms(values.string.clone(), body, arm, broken))
        .map(|(scrutinee, arms)| EntryKind::Match { scrutinee, arms })
        .boxed()
}

/// `unset slo latency`, `unset env.LOG_LEVEL`, `unset replicas`.
fn unset<'t, F: Failure<'t>>(values: &Expressions<'t, F>) -> Rule<'t, EntryKind, F> {
    let is_label =
        |tree: &Tree| !tree.nl() && (matches!(tree.kind, Kind::Lower | Kind::Upper) || tree.kind.is_string());
    let block = such(|tree: &Tree| tree.kind == Kind::Lower && !tree.flags.has(Flags::BEGINS))
        .then(such(is_label))
        .rewind()
        .ignore_then(lower(What::Name).then(label()))
        .map(|(kind, label)| {
            let label = Ident { text: label.text, span: label.span };
            UnsetTarget::Block { kind, label }
        });
    let is_name = |tree: &Tree| matches!(tree.kind, Kind::Lower | Kind::Upper) && !tree.flags.has(Flags::BEGINS);
    let name = named(What::Key, is_name).map_with(|tree, extra| Key::Name(extra.state().ident(&tree)));
    let part = name.or(values.string.clone().map(Key::Text));
    let keys = part.separated_by(token(Kind::Dot, What::Dot)).at_least(1).collect::<Vec<_>>().map(UnsetTarget::Path);
    such(|tree: &Tree| tree.is_word(Word::Unset)).ignore_then(block.or(keys)).map(EntryKind::Unset).boxed()
}

/// A label, on the line of its header.
fn label<'t, F: Failure<'t>>() -> Rule<'t, Label, F> {
    let first = named(What::Label, |tree: &Tree| {
        !tree.nl() && !tree.is_word(Word::In) && matches!(tree.kind, Kind::Lower | Kind::Upper)
    });
    let name = hyphenated(first).map(|name| Label { text: name.text, span: name.span, quoted: false });
    let quoted = peek(|tree: &Tree| !tree.nl() && tree.kind.is_string())
        .ignore_then(strings::text(What::Label))
        .map(|string| Label { text: string.plain().unwrap_or_default(), span: string.span, quoted: true });
    name.or(quoted)
        .map_with(|label, extra| {
            let trees: Input<'t> = extra.slice();
            if let Some(tree) = trees.first() {
                reserved_label(extra.state(), tree, &label);
            }
            label
        })
        .boxed()
}

/// `this` is a label in components; the other reserved words are none.
fn reserved_label(context: &mut Context<'_>, tree: &Tree, label: &Label) {
    if tree.word.is_reserved() && tree.word != Word::This && !label.quoted {
        let problem = infrac_diagnostics::codes::e01::e0116_reserved_word::reserved(label.span, &label.text);
        context.problems.push(problem);
    }
}

/// `kind label… : parent in envs { … }`.
fn block<'t, F: Failure<'t>>(body: Rule<'t, Body, F>) -> Rule<'t, Option<Block>, F> {
    let begins =
        |tree: &Tree| tree.kind == Kind::Lower && !tree.word.is_expression_word() && !tree.flags.has(Flags::KEY);
    let header = peek(begins)
        .ignore_then(path(What::Entry))
        .then(label().repeated().collect::<Vec<_>>())
        .then(token(Kind::Colon, What::Other).ignore_then(lower(What::Environment)).or_not())
        .then(environments().or_not());
    // With a label it is surely a block; its name is kept for those who refer to it.
    let missing = peek(|tree: &Tree| tree.nl() || matches!(tree.kind, Kind::Close | Kind::Comma | Kind::End)).to(None);
    header
        .then(body.map(Some).or(missing))
        .map_with(|((((head, labels), parent), alive_in), body), extra| {
            let trees: Input<'t> = extra.slice();
            let context: &mut Context<'t> = extra.state();
            let span = context.span_of(trees);
            let body = match body {
                Some(body) => body,
                None if labels.is_empty() => {
                    context.problems.push(e0120_unexpected_token::lone_word(span, &header_text(&head, &labels)));
                    return None;
                }
                None => {
                    context.problems.push(e0117_missing_body::missing_body(span, &header_text(&head, &labels)));
                    Body { entries: Vec::new(), span: span.at_end(), damaged: true }
                }
            };
            Some(Block { head, labels, parent, alive_in, body })
        })
        .boxed()
}

fn header_text(head: &Path, labels: &[Label]) -> String {
    let mut text = head.segments.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(".");
    for label in labels {
        text.push(' ');
        text.push_str(&label.text);
    }
    text
}

/// Only to name the parentheses of a declaration.
pub(super) fn parameters<'t, O: 't, F: Failure<'t>>(inner: Rule<'t, O, F>) -> Rule<'t, O, F> {
    inner.nested_in(inside_same_line(Kind::LParen, What::Parameters)).boxed()
}
