//! Strings: their pieces, decoded.

use super::detail::What;
use super::tokens::{close, inside, named, such, token, whole};
use super::{Context, Extra, Failure, Input, Rule};
use crate::ast::{Expr, ExprKind, StringForm, StringLit, StringPart};
use crate::lexer::decode_escape;
use crate::token::Kind;
use crate::trees::Tree;
use chumsky::prelude::*;
use infrac_diagnostics::codes::e01::e0106_interpolation;
use infrac_source::{Span, Str};

/// A string of any form, whose interpolations hold `expr`.
pub(super) fn string<'t, F: Failure<'t>>(
    expr: impl Parser<'t, Input<'t>, Expr, Extra<'t, F>> + Clone + 't,
) -> Rule<'t, StringLit, F> {
    let empty = close().rewind().map_with(|close: Tree, extra| {
        let context: &mut Context<'t> = extra.state();
        let span = Span::new(context.file, close.start.saturating_sub(2), close.end);
        context.problems.push(e0106_interpolation::empty(span));
        Expr { kind: ExprKind::Error, span: context.span(&close).at_start() }
    });
    let held = whole(empty.or(expr), |span| Expr { kind: ExprKind::Error, span });
    let interpolation = held.nested_in(inside(Kind::InterpolationStart, What::Other)).map_with(|expr, extra| {
        let trees: Input<'t> = extra.slice();
        let context: &mut Context<'t> = extra.state();
        context.interpolation(Box::new(expr), context.span_of(trees))
    });
    let piece = such(|tree: &Tree| !matches!(tree.kind, Kind::Close | Kind::InterpolationStart))
        .map_with(|tree, extra| plain_piece(extra.state(), &tree));
    let parts = interpolation.or(piece).repeated().collect::<Vec<_>>();
    let inner = whole(parts, |_| Vec::new());
    let opener = named(What::Value, |tree: &Tree| tree.kind.is_string());
    inner
        .nested_in(opener.map_with(|tree, extra| extra.state().children(&tree)))
        .map_with(|parts, extra| {
            let trees: Input<'t> = extra.slice();
            let form = trees.first().map_or(StringForm::Line, form);
            StringLit { parts, span: extra.state().span_of(trees), form }
        })
        .boxed()
}

/// A string without interpolations in it, for where only text makes sense.
pub(super) fn text<'t, F: Failure<'t>>(what: What) -> impl Parser<'t, Input<'t>, StringLit, Extra<'t, F>> + Clone {
    let piece = such(|tree: &Tree| tree.kind != Kind::Close && tree.kind != Kind::InterpolationStart)
        .map_with(|tree, extra| plain_piece(extra.state(), &tree));
    let refused = token(Kind::InterpolationStart, What::Other).map_with(|tree, extra| {
        let context: &mut Context<'t> = extra.state();
        let span = context.span(&tree);
        context.problems.push(e0106_interpolation::not_here(span));
        error_piece(span)
    });
    let inner = whole(piece.or(refused).repeated().collect::<Vec<_>>(), |_| Vec::new());
    let opener = named(what, |tree: &Tree| tree.kind.is_string());
    inner.nested_in(opener.map_with(|tree, extra| extra.state().children(&tree))).map_with(|parts, extra| {
        let trees: Input<'t> = extra.slice();
        StringLit { parts, span: extra.state().span_of(trees), form: StringForm::Line }
    })
}

/// How a string was written.
pub(crate) fn form(opener: &Tree) -> StringForm {
    match opener.kind {
        Kind::BlockString => StringForm::Block,
        Kind::RawString => StringForm::RawLine,
        Kind::RawBlockString => StringForm::RawBlock,
        _ => StringForm::Line,
    }
}

fn error_piece(span: Span) -> StringPart {
    StringPart::Interpolation { expr: Box::new(Expr { kind: ExprKind::Error, span }), span, closed: true }
}

/// Text, an escape or a line break of a string.
pub(crate) fn plain_piece(context: &Context<'_>, tree: &Tree) -> StringPart {
    let (span, written) = (context.span(tree), context.text_of(tree));
    let text = match tree.kind {
        Kind::Text => Str::new(written),
        Kind::Break => Str::new_static("\n"),
        Kind::Escape => match decode_escape(written) {
            Some(decoded) => {
                let mut buffer = [0; 4];
                Str::new(decoded.encode_utf8(&mut buffer))
            }
            // Reported by the lexer; the text goes on as written.
            None => Str::new(written),
        },
        _ => return error_piece(span),
    };
    StringPart::Text { text, span }
}
