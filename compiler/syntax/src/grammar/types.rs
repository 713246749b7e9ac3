//! Types, fields and refinements.

use super::detail::What;
use super::tokens::{close, inside, inside_same_line, items, lower, named, noted, peek, such, token, word};
use super::{Context, Extra, Failure, Input, Rule, begins_entry};
use crate::ast::{
    Arg, Attribute, Doc, Expr, ExprKind, Field, Ident, Notes, StringLit, TagPayload, Type, TypeKind, Where,
};
use crate::token::{Flags, Kind, Word};
use crate::trees::Tree;
use chumsky::prelude::*;
use infrac_diagnostics::codes::e01::{e0119_dangling_attribute, e0122_unnamed_payload};
use infrac_source::Span;

/// The rules for types and what is made of them.
pub(super) struct Types<'t, F: Failure<'t>> {
    /// A type.
    pub ty: Rule<'t, Type, F>,
    /// `name: T = e where …` with its notes.
    pub field: Rule<'t, Field, F>,
    /// What stands between the parentheses of a declaration.
    pub params: Rule<'t, Vec<Field>, F>,
    /// `where e, "message"`.
    pub refinement: Rule<'t, Where, F>,
    /// `/// …`, `@name(args)`.
    pub notes: Rule<'t, Notes, F>,
}

/// A type that could not be read.
fn error(span: Span) -> Type {
    Type { kind: TypeKind::Error, span }
}

/// Documentation and attributes before something.
pub(super) fn notes<'t, F: Failure<'t>>(args: Rule<'t, Vec<Arg>, F>) -> Rule<'t, Notes, F> {
    let arguments = args.nested_in(inside_same_line(Kind::LParen, What::Other));
    let attribute = such(|tree: &Tree| tree.kind == Kind::At)
        .map_with(|tree, extra| extra.state().doc(&tree))
        .then(lower(What::Attribute))
        .then(arguments.or_not())
        .map_with(|((doc, name), args), extra| {
            let trees: Input<'t> = extra.slice();
            (doc, Attribute { name, args: args.unwrap_or_default(), span: extra.state().span_of(trees) })
        });
    let own_doc = any().rewind().map_with(|tree: Tree, extra| {
        let context: &mut Context<'t> = extra.state();
        (context.doc(&tree), matches!(tree.kind, Kind::Close | Kind::End))
    });
    attribute
        .repeated()
        .collect::<Vec<_>>()
        .then(own_doc)
        .map_with(|(with_docs, (own, at_end)), extra| {
            let mut notes = Notes { doc: own, attributes: Vec::with_capacity(with_docs.len()) };
            for (doc, attribute) in with_docs {
                notes.doc = doc.or(notes.doc);
                notes.attributes.push(attribute);
            }
            if let (true, Some(last)) = (at_end, notes.attributes.last()) {
                extra.state().problems.push(e0119_dangling_attribute::dangling(last.span));
                extra.state().recovered = true;
            }
            notes
        })
        .boxed()
}

/// The rules for types. `head` is the rule for values that a `{` may follow.
pub(super) fn types<'t, F: Failure<'t>>(
    expr: Rule<'t, Expr, F>,
    string: Rule<'t, StringLit, F>,
    args: Rule<'t, Vec<Arg>, F>,
) -> Types<'t, F> {
    let notes = notes(args);
    let refinement = refinement(expr.clone(), string);
    let ty = {
        let (notes, refinement, expr) = (notes.clone(), refinement.clone(), expr.clone());
        recursive(move |ty| {
            let field = field(ty.clone().boxed(), expr, refinement, notes.clone());
            union(ty.boxed(), field, notes)
        })
        .boxed()
    };
    let field = field(ty.clone(), expr, refinement.clone(), notes.clone());
    let params = items(field.clone(), broken_field);
    Types { ty, field, params, refinement, notes }
}

/// `where e, "message"`: a string after the comma is the message, a name there the next parameter.
fn refinement<'t, F: Failure<'t>>(expr: Rule<'t, Expr, F>, string: Rule<'t, StringLit, F>) -> Rule<'t, Where, F> {
    let is_message = |tree: &Tree| tree.kind.is_string();
    let message =
        such(|tree: &Tree| tree.kind == Kind::Comma).then(peek(is_message)).ignore_then(string).map(|string| {
            let span = string.span;
            Expr { kind: ExprKind::String(string), span }
        });
    word(Word::Where, What::Where)
        .ignore_then(expr)
        .then(message.or_not())
        .map_with(|(condition, message), extra| {
            let trees: Input<'t> = extra.slice();
            Where { condition, message, span: extra.state().span_of(trees) }
        })
        .boxed()
}

fn broken_field(span: Span) -> Field {
    let name = Ident { text: "_".into(), span: span.at_start() };
    Field { notes: Notes::default(), name, ty: error(span), default: None, refinement: None, span }
}

/// `name: Type = default where condition, "message"`.
fn field<'t, F: Failure<'t>>(
    ty: Rule<'t, Type, F>,
    expr: Rule<'t, Expr, F>,
    refinement: Rule<'t, Where, F>,
    notes: Rule<'t, Notes, F>,
) -> Rule<'t, Field, F> {
    let default = token(Kind::Eq, What::Equals).ignore_then(super::bodies::value(expr));
    let own = lower(What::Field)
        .then_ignore(token(Kind::Colon, What::Colon))
        .then(ty)
        .then(default.or_not())
        .then(refinement.or_not())
        .map_with(|(((name, ty), default), refinement), extra| {
            let trees: Input<'t> = extra.slice();
            let span = extra.state().span_of(trees);
            Field { notes: Notes::default(), name, ty, default, refinement: refinement.map(Box::new), span }
        });
    notes.then(own).map(|(notes, field)| Field { notes, ..field }).boxed()
}

/// Fields in braces, commas optional.
fn fields<'t, F: Failure<'t>>(field: Rule<'t, Field, F>) -> Rule<'t, Vec<Field>, F> {
    let ends = |tree: &Tree| matches!(tree.kind, Kind::Comma | Kind::Close);
    let skipped = such(|tree: &Tree| tree.kind != Kind::Close)
        .then(such(move |tree: &Tree| !ends(tree) && !begins_entry(tree)).repeated())
        .to_slice()
        .map_with(|trees, extra| {
            extra.state().recovered = true;
            broken_field(extra.state().span_of(trees))
        });
    field
        .recover_with(via_parser(skipped))
        .map_with(noted)
        .then_ignore(token(Kind::Comma, What::Comma).or_not())
        .repeated()
        .collect::<Vec<_>>()
        .then_ignore(close())
        .boxed()
}

/// A payload in parentheses: fields, of which one may go without a name.
fn payload<'t, F: Failure<'t>>(
    ty: Rule<'t, Type, F>,
    field: Rule<'t, Field, F>,
    notes: Rule<'t, Notes, F>,
) -> Rule<'t, Vec<Field>, F> {
    let has_name = such(|tree: &Tree| tree.kind == Kind::Lower).then(such(|tree: &Tree| tree.kind == Kind::Colon));
    let unnamed = notes.clone().then(ty).map(|(notes, ty)| {
        let name = Ident { text: "value".into(), span: ty.span.at_start() };
        let span = ty.span;
        Field { notes, name, ty, default: None, refinement: None, span }
    });
    let named_ahead = notes.then(has_name).ignored().rewind();
    items(named_ahead.ignore_then(field).or(unnamed), broken_field)
        .map_with(|fields: Vec<Field>, extra| {
            let mut unnamed = fields.iter().filter(|field| field.name.span.is_empty());
            let (first, second) = (unnamed.next(), unnamed.next());
            if let (Some(first), Some(second)) = (first, second) {
                let problem = e0122_unnamed_payload::second_unnamed(second.span, first.span);
                extra.state().problems.push(problem);
            }
            fields
        })
        .boxed()
}

/// `| a | late B? | c { … }`.
fn union<'t, F: Failure<'t>>(
    ty: Rule<'t, Type, F>,
    field: Rule<'t, Field, F>,
    notes: Rule<'t, Notes, F>,
) -> Rule<'t, Type, F> {
    let bar = named(What::Operator, |tree: &Tree| tree.kind == Kind::Bar);
    let upper = token(Kind::Upper, What::Type).map_with(|tree, extra| extra.state().ident(&tree));
    let is_qualifier = |tree: &Tree| tree.kind == Kind::Lower && !tree.flags.has(Flags::BEGINS);
    let qualifier = peek(is_qualifier).ignore_then(lower(What::Type)).then_ignore(token(Kind::Dot, What::Dot));
    let arguments = ty
        .clone()
        .separated_by(token(Kind::Comma, What::Comma))
        .at_least(1)
        .allow_trailing()
        .collect::<Vec<_>>()
        .delimited_by(named(What::Operator, |tree: &Tree| tree.kind == Kind::Lt), token(Kind::Gt, What::TypeEnd));
    let named_type =
        qualifier.or_not().then(upper).then(arguments.or_not()).map_with(|((qualifier, name), args), extra| {
            let segments = qualifier.into_iter().chain([name]).collect();
            let path = extra.state().path(segments);
            TypeKind::Named { path, args: args.unwrap_or_default() }
        });
    let record = fields(field.clone()).nested_in(inside(Kind::LBrace, What::Type)).map(TypeKind::Record);
    let in_braces =
        fields(field.clone()).nested_in(inside_same_line(Kind::LBrace, What::Other)).map(TagPayload::Fields);
    let in_parens = payload(ty, field, notes.clone())
        .nested_in(inside_same_line(Kind::LParen, What::Other))
        .map(TagPayload::Positional);
    let tag = notes
        .then(tag_name())
        .then(in_braces.or(in_parens).or_not())
        .map(|((notes, name), payload)| TypeKind::Tag { notes, name, payload: payload.unwrap_or(TagPayload::None) });
    let unreadable = such(|tree: &Tree| tree.kind == Kind::Error).to(TypeKind::Error);
    let prim = choice((named_type, record, tag, unreadable)).map_with(spanned).boxed();
    let question = such(|tree: &Tree| tree.kind == Kind::Question);
    let optional = prim.then(question.or_not()).map_with(|(ty, question), extra| match question {
        Some(_) => spanned(TypeKind::Optional(Box::new(ty)), extra),
        None => ty,
    });
    let late = such(|tree: &Tree| tree.is_word(Word::Late));
    let alternative = late.then(optional.clone()).map_with(|(_, ty), extra| spanned(late_of(ty), extra)).or(optional);
    let alternative = alternative.boxed();
    // What documents a tag may stand before its bar: `/// text` on the line above `| tag`.
    let bar = bar.map_with(|tree: Tree, extra| extra.state().doc(&tree)).boxed();
    let more = bar
        .clone()
        .then(super::bodies::written_type(alternative.clone()))
        .map(|(doc, ty)| documented(doc, ty))
        .repeated()
        .collect::<Vec<_>>();
    bar.or_not()
        .then(alternative)
        .then(more)
        .map_with(|((bar, first), more), extra| {
            if more.is_empty() && bar.is_none() {
                return first;
            }
            let first = documented(bar.flatten(), first);
            let alternatives = std::iter::once(first).chain(more).collect();
            spanned(TypeKind::Union(alternatives), extra)
        })
        .labelled(What::Type)
        .boxed()
}

/// The alternative with the documentation before its bar, unless it has its own.
pub(crate) fn documented(doc: Option<Doc>, mut ty: Type) -> Type {
    if let TypeKind::Tag { notes, .. } = &mut ty.kind
        && notes.doc.is_none()
    {
        notes.doc = doc;
    }
    ty
}

/// A tag: a lower name, but not the word that begins what follows the type.
fn tag_name<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, Ident, Extra<'t, F>> + Clone {
    named(What::Type, |tree: &Tree| {
        tree.kind == Kind::Lower && !tree.word.is_expression_word() && !tree.flags.has(Flags::BEGINS)
    })
    .map_with(|tree, extra| extra.state().ident(&tree))
}

/// `late T?` is `(late T)?`.
pub(crate) fn late_of(ty: Type) -> TypeKind {
    match ty.kind {
        TypeKind::Optional(inner) => {
            let span = ty.span;
            TypeKind::Optional(Box::new(Type { kind: TypeKind::Late(inner), span }))
        }
        _ => TypeKind::Late(Box::new(ty)),
    }
}

fn spanned<'t, F: Failure<'t>>(
    kind: TypeKind,
    extra: &mut chumsky::input::MapExtra<'t, '_, Input<'t>, Extra<'t, F>>,
) -> Type {
    let trees: Input<'t> = extra.slice();
    Type { kind, span: extra.state().span_of(trees) }
}

/// `<K, V>` of an intrinsic.
pub(super) fn variables<'t, F: Failure<'t>>() -> impl Parser<'t, Input<'t>, Vec<Ident>, Extra<'t, F>> + Clone {
    token(Kind::Upper, What::Type)
        .map_with(|tree, extra| extra.state().ident(&tree))
        .separated_by(token(Kind::Comma, What::Comma))
        .at_least(1)
        .collect::<Vec<_>>()
        .delimited_by(such(|tree: &Tree| tree.kind == Kind::Lt), token(Kind::Gt, What::TypeEnd))
}
