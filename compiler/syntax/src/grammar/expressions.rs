//! Expressions.

use super::detail::What;
use super::patterns::{arms, binder};
use super::tokens::{inside, inside_same_line, items, named, peek, such, token, whole, word};
use super::{Context, Extra, Failure, Input, Rule, strings};
use crate::ast::{Arg, BinaryOp, Body, Expr, ExprArm, ExprKind, Ident, ListItem, PatternKind, StringLit, UnaryOp};
use crate::token::{Flags, Kind, Word};
use crate::trees::Tree;
use chumsky::pratt::{infix, left, postfix, prefix, right};
use chumsky::prelude::*;
use infrac_diagnostics::codes::e01::e0114_chained_comparison;
use infrac_quantity::Literal;
use infrac_source::{Span, Str};

/// What a fold of an operator is given besides its operands.
type Map<'t, 'p, F> = chumsky::input::MapExtra<'t, 'p, Input<'t>, Extra<'t, F>>;

/// The rules for values.
pub(super) struct Expressions<'t, F: Failure<'t>> {
    /// Any expression.
    pub expr: Rule<'t, Expr, F>,
    /// One that a body follows: `if e {`. No name takes the body as its payload.
    pub head: Rule<'t, Expr, F>,
    /// A string.
    pub string: Rule<'t, StringLit, F>,
    /// What stands between the parentheses of a call or an attribute.
    pub args: Rule<'t, Vec<Arg>, F>,
}

/// An expression that could not be read.
pub(super) fn error(span: Span) -> Expr {
    Expr { kind: ExprKind::Error, span }
}

/// Builds the rules for values; `body` is the rule for `{ … }`.
pub(super) fn expressions<'t, F: Failure<'t>>(
    body: impl Parser<'t, Input<'t>, Body, Extra<'t, F>> + Clone + 't,
) -> Expressions<'t, F> {
    let body = body.boxed();
    let expr = {
        let body = body.clone();
        recursive(move |expr| {
            let groups = Groups::new(expr.clone(), body);
            full(expr, operators(atom(&groups, head(&groups), true), &groups))
        })
        .boxed()
    };
    let groups = Groups::new(expr.clone(), body);
    let head = head(&groups);
    Expressions { expr, head, string: groups.string, args: groups.args }
}

/// An expression outside whose delimiters no name takes a body.
fn head<'t, F: Failure<'t>>(groups: &Groups<'t, F>) -> Rule<'t, Expr, F> {
    recursive(|head| full(head.clone(), operators(atom(groups, head.boxed(), false), groups))).boxed()
}

/// What stands between delimiters.
struct Groups<'t, F: Failure<'t>> {
    body: Rule<'t, Body, F>,
    string: Rule<'t, StringLit, F>,
    args: Rule<'t, Vec<Arg>, F>,
    list: Rule<'t, Expr, F>,
    paren: Rule<'t, Expr, F>,
    /// The inside of `[index]`.
    index: Rule<'t, Expr, F>,
    arms: Rule<'t, Vec<ExprArm>, F>,
}

impl<'t, F: Failure<'t>> Groups<'t, F> {
    fn new(expr: impl Parser<'t, Input<'t>, Expr, Extra<'t, F>> + Clone + 't, body: Rule<'t, Body, F>) -> Self {
        let expr = expr.boxed();
        let string = strings::string(expr.clone());
        let index = whole(expr.clone(), error);
        let paren = index
            .clone()
            .nested_in(inside(Kind::LParen, What::Value))
            .map(|inner| ExprKind::Paren(Box::new(inner)))
            .map_with(spanned)
            .boxed();
        let arm = |(patterns, value)| ExprArm { patterns, value };
        let broken = |span| {
            let pattern = crate::ast::Pattern { kind: PatternKind::Error, span };
            ExprArm { patterns: vec![pattern], value: error(span) }
        };
        Self {
            body,
            args: args(expr.clone()),
            list: list(expr.clone()),
            paren,
            index,
            arms: arms(string.clone(), expr, arm, broken),
            string,
        }
    }
}

/// Gives a kind the place of all that was read for it.
fn spanned<'t, F: Failure<'t>>(kind: ExprKind, extra: &mut Map<'t, '_, F>) -> Expr {
    let trees: Input<'t> = extra.slice();
    Expr { kind, span: extra.state().span_of(trees) }
}

/// `if c then a else b`, or `rest`.
fn full<'t, F: Failure<'t>>(
    expr: impl Parser<'t, Input<'t>, Expr, Extra<'t, F>> + Clone + 't,
    rest: Rule<'t, Expr, F>,
) -> Rule<'t, Expr, F> {
    let conditional = such(|tree: &Tree| tree.is_word(Word::If))
        .ignore_then(expr.clone())
        .then_ignore(word(Word::Then, What::Then))
        .then(expr.clone())
        .then_ignore(word(Word::Else, What::Else))
        .then(expr)
        .map(|((condition, then), otherwise)| ExprKind::If {
            condition: Box::new(condition),
            then: Box::new(then),
            otherwise: Box::new(otherwise),
        })
        .map_with(spanned);
    conditional.or(rest).labelled(What::Value).boxed()
}

/// The arguments of a call.
fn args<'t, F: Failure<'t>>(expr: Rule<'t, Expr, F>) -> Rule<'t, Vec<Arg>, F> {
    let name = such(|tree: &Tree| tree.kind == Kind::Lower && tree.flags.has(Flags::KEY))
        .then_ignore(token(Kind::Eq, What::Equals))
        .map_with(|tree, extra| extra.state().ident(&tree));
    let arg = name.or_not().then(expr).map(|(name, value)| Arg { name, value });
    items(arg, |span| Arg { name: None, value: error(span) })
}

/// `[ … ]`.
fn list<'t, F: Failure<'t>>(expr: Rule<'t, Expr, F>) -> Rule<'t, Expr, F> {
    let binders = binder().separated_by(token(Kind::Comma, What::Comma)).at_least(1).at_most(2).collect::<Vec<Ident>>();
    let comprehension = such(|tree: &Tree| tree.is_word(Word::For))
        .ignore_then(binders)
        .then_ignore(word(Word::In, What::In))
        .then(expr.clone())
        .then(word(Word::If, What::Operator).ignore_then(expr.clone()).or_not())
        .then_ignore(token(Kind::Colon, What::Colon))
        .then(expr.clone())
        .map(|(((binders, iterable), condition), value)| ListItem::For { binders, iterable, condition, value });
    let spread = token(Kind::Ellipsis, What::Value).ignore_then(expr.clone()).map(ListItem::Spread);
    let item = choice((comprehension, spread, expr.map(ListItem::Expr)));
    items(item, |span| ListItem::Expr(error(span)))
        .nested_in(inside(Kind::LBracket, What::Value))
        .map(ExprKind::List)
        .map_with(spanned)
        .boxed()
}

/// What operators join.
fn atom<'t, F: Failure<'t>>(groups: &Groups<'t, F>, head: Rule<'t, Expr, F>, payload: bool) -> Rule<'t, Expr, F> {
    let number = such(|tree: &Tree| tree.kind == Kind::Number).map_with(|tree, extra| {
        let context: &mut Context<'t> = extra.state();
        let kind = Literal::parse(context.text_of(&tree)).map_or(ExprKind::Error, ExprKind::Number);
        Expr { kind, span: context.span(&tree) }
    });
    let constant =
        such(|tree: &Tree| matches!(tree.word, Word::True | Word::False | Word::Null)).map_with(|tree, extra| {
            let kind = match tree.word {
                Word::True => ExprKind::Bool(true),
                Word::False => ExprKind::Bool(false),
                _ => ExprKind::Null,
            };
            Expr { kind, span: extra.state().span(&tree) }
        });
    // A name that begins the next entry is none of this expression's: `x = a +`, new line, `y = 3`.
    let bare = such(|tree: &Tree| {
        tree.kind == Kind::Lower && !tree.word.is_expression_word() && !tree.flags.has(Flags::BEGINS)
    });
    let name = match payload {
        true => {
            let same = peek(|tree: &Tree| tree.kind == Kind::LBrace && !tree.nl()).ignore_then(groups.body.clone());
            bare.then(same.or_not()).map_with(|(tree, body), extra| name_or_payload(extra.state(), &tree, body)).boxed()
        }
        false => bare.map_with(|tree, extra| name_or_payload(extra.state(), &tree, None)).boxed(),
    };
    // `@allow(L0101, "why")`; elsewhere no such name can be found, which is said where names are looked up.
    let upper = such(|tree: &Tree| tree.kind == Kind::Upper && !tree.flags.has(Flags::BEGINS))
        .map_with(|tree, extra| name_or_payload(extra.state(), &tree, None));
    let matching = such(|tree: &Tree| tree.is_word(Word::Match))
        .ignore_then(head)
        .then(groups.arms.clone())
        .map(|(scrutinee, arms)| ExprKind::Match { scrutinee: Box::new(scrutinee), arms })
        .map_with(spanned);
    let string = groups.string.clone().map(ExprKind::String).map_with(spanned);
    let braces = groups.body.clone().map(ExprKind::Body).map_with(spanned);
    // Reported already.
    let unreadable =
        such(|tree: &Tree| tree.kind == Kind::Error).map_with(|tree, extra| error(extra.state().span(&tree)));
    choice((
        number,
        name,
        string,
        constant,
        upper,
        groups.list.clone(),
        groups.paren.clone(),
        matching,
        braces,
        unreadable,
    ))
    .labelled(What::Value)
    .boxed()
}

/// A name, or a tag with its fields.
fn name_or_payload(context: &Context<'_>, tree: &Tree, body: Option<Body>) -> Expr {
    let span = context.span(tree);
    match body {
        None => Expr { kind: ExprKind::Name(Str::new(context.text_of(tree))), span },
        Some(body) => {
            let whole = span.to(body.span);
            Expr { kind: ExprKind::Payload { tag: context.ident(tree), body }, span: whole }
        }
    }
}

/// What stands behind a value.
enum Postfix {
    Member { name: Ident, optional: bool },
    Index(Expr, Span),
    Call(Vec<Arg>, Span),
}

fn postfixes<'t, F: Failure<'t>>(groups: &Groups<'t, F>) -> Rule<'t, Postfix, F> {
    let dot = named(What::Operator, |tree: &Tree| matches!(tree.kind, Kind::Dot | Kind::QuestionDot));
    let member_name = named(What::Member, |tree: &Tree| {
        matches!(tree.kind, Kind::Lower | Kind::Upper) && !tree.flags.has(Flags::BEGINS)
    });
    let member = dot.then(member_name).map_with(|(dot, name), extra| Postfix::Member {
        name: extra.state().ident(&name),
        optional: dot.kind == Kind::QuestionDot,
    });
    let index =
        groups.index.clone().nested_in(inside_same_line(Kind::LBracket, What::Operator)).map_with(|index, extra| {
            let trees: Input<'t> = extra.slice();
            Postfix::Index(index, extra.state().span_of(trees))
        });
    let call = groups.args.clone().nested_in(inside_same_line(Kind::LParen, What::Operator)).map_with(|args, extra| {
        let trees: Input<'t> = extra.slice();
        Postfix::Call(args, extra.state().span_of(trees))
    });
    choice((member, index, call)).boxed()
}

fn apply(base: Expr, postfix: Postfix) -> Expr {
    let (start, base) = (base.span, Box::new(base));
    match postfix {
        Postfix::Member { name, optional } => {
            let span = start.to(name.span);
            Expr { kind: ExprKind::Member { base, name, optional }, span }
        }
        Postfix::Index(index, end) => {
            Expr { kind: ExprKind::Index { base, index: Box::new(index) }, span: start.to(end) }
        }
        Postfix::Call(args, end) => Expr { kind: ExprKind::Call { callee: base, args }, span: start.to(end) },
    }
}

/// Operators by precedence, tight to loose: postfix; unary; `* /`; `+ -`; `..`; comparisons; `&&`; `||`; `??`.
fn operators<'t, F: Failure<'t>>(atom: Rule<'t, Expr, F>, groups: &Groups<'t, F>) -> Rule<'t, Expr, F> {
    let unary = such(|tree: &Tree| matches!(tree.kind, Kind::Minus | Kind::Bang));
    let open_range = token(Kind::DotDot, What::Operator).then_ignore(peek(ends_range));
    let range = token(Kind::DotDot, What::Operator).then_ignore(peek(|tree: &Tree| !ends_range(tree)));
    let and = |kind| (kind == Kind::And).then_some(BinaryOp::And);
    let or = |kind| (kind == Kind::Or).then_some(BinaryOp::Or);
    let coalesce = |kind| (kind == Kind::Coalesce).then_some(BinaryOp::Coalesce);
    atom.pratt((
        postfix(9, postfixes(groups), |base: Expr, op: Postfix, _: &mut Map<'t, '_, F>| apply(base, op)),
        prefix(8, unary, |op: Tree, operand: Expr, map: &mut Map<'t, '_, F>| negated(map.state(), &op, operand)),
        infix(left(7), operator(product), joined),
        infix(left(6), operator(sum), joined),
        postfix(5, open_range, |min: Expr, op: Tree, map: &mut Map<'t, '_, F>| ranged(map.state(), min, &op, None)),
        infix(left(5), range, |min: Expr, op: Tree, max: Expr, map: &mut Map<'t, '_, F>| {
            ranged(map.state(), min, &op, Some(max))
        }),
        infix(left(4), operator(comparison), compared),
        infix(left(3), operator(and), joined),
        infix(left(2), operator(or), joined),
        infix(right(1), operator(coalesce), joined),
    ))
    .boxed()
}

/// Whether a range has no upper bound if this follows its `..`.
pub(crate) fn ends_range(tree: &Tree) -> bool {
    tree.nl()
        || matches!(tree.kind, Kind::Comma | Kind::Close | Kind::End)
        || matches!(tree.word, Word::Then | Word::Else)
}

/// An operator that `which` knows. A minus at the start of a line continues nothing.
fn operator<'t, F: Failure<'t>>(
    which: fn(Kind) -> Option<BinaryOp>,
) -> impl Parser<'t, Input<'t>, (BinaryOp, Span), Extra<'t, F>> + Clone {
    named(What::Operator, move |tree: &Tree| which(tree.kind).is_some() && !(tree.kind == Kind::Minus && tree.nl()))
        .map_with(move |tree, extra| (which(tree.kind).unwrap_or(BinaryOp::Add), extra.state().span(&tree)))
}

fn product(kind: Kind) -> Option<BinaryOp> {
    match kind {
        Kind::Star => Some(BinaryOp::Mul),
        Kind::Slash => Some(BinaryOp::Div),
        _ => None,
    }
}

fn sum(kind: Kind) -> Option<BinaryOp> {
    match kind {
        Kind::Plus => Some(BinaryOp::Add),
        Kind::Minus => Some(BinaryOp::Sub),
        _ => None,
    }
}

fn comparison(kind: Kind) -> Option<BinaryOp> {
    match kind {
        Kind::EqEq => Some(BinaryOp::Eq),
        Kind::NotEq => Some(BinaryOp::Ne),
        Kind::Lt => Some(BinaryOp::Lt),
        Kind::LtEq => Some(BinaryOp::Le),
        Kind::Gt => Some(BinaryOp::Gt),
        Kind::GtEq => Some(BinaryOp::Ge),
        _ => None,
    }
}

pub(crate) fn negated(context: &Context<'_>, op: &Tree, operand: Expr) -> Expr {
    let span = context.span(op).to(operand.span);
    let op = if op.kind == Kind::Minus { UnaryOp::Neg } else { UnaryOp::Not };
    Expr { kind: ExprKind::Unary { op, operand: Box::new(operand) }, span }
}

fn joined<'t, F: Failure<'t>>(
    left: Expr,
    (op, op_span): (BinaryOp, Span),
    right: Expr,
    _: &mut Map<'t, '_, F>,
) -> Expr {
    binary(left, op, op_span, right)
}

pub(crate) fn binary(left: Expr, op: BinaryOp, op_span: Span, right: Expr) -> Expr {
    let span = left.span.to(right.span);
    Expr { kind: ExprKind::Binary { op, op_span, left: Box::new(left), right: Box::new(right) }, span }
}

/// A comparison; with another one as its left side it is reported.
fn compared<'t, F: Failure<'t>>(
    left: Expr,
    (op, op_span): (BinaryOp, Span),
    right: Expr,
    map: &mut Map<'t, '_, F>,
) -> Expr {
    let first = match &left.kind {
        ExprKind::Binary { op: first, op_span, .. } if is_comparison(*first) => Some(*op_span),
        _ => None,
    };
    match first {
        Some(first) => {
            map.state().problems.push(e0114_chained_comparison::chained(op_span, first));
            error(left.span.to(right.span))
        }
        None => binary(left, op, op_span, right),
    }
}

pub(crate) fn is_comparison(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge)
}

fn ranged(context: &mut Context<'_>, min: Expr, op: &Tree, max: Option<Expr>) -> Expr {
    let op_span = context.span(op);
    let span = min.span.to(max.as_ref().map_or(op_span, |max| max.span));
    if matches!(min.kind, ExprKind::Range { .. }) {
        context.problems.push(e0114_chained_comparison::chained_range(op_span, min.span));
        return error(span);
    }
    Expr { kind: ExprKind::Range { min: Box::new(min), max: max.map(Box::new) }, span }
}
