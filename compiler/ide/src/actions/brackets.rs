//! Whether an expression needs brackets where a name stood.

use crate::node::Node;
use crate::path::NodePath;
use infrac_source::Span;
use infrac_syntax::ast::{BinaryOp, EntryKind, Expr, ExprKind, ListItem};

/// How tightly the parser binds, from `??` on: the grammar's own levels. What is complete in itself has the highest.
const COALESCE: u8 = 1;
const COMPARISON: u8 = 4;
const RANGE: u8 = 5;
const UNARY: u8 = 8;
const ATOM: u8 = 9;

/// Whether `value` must stand in brackets in the place of the name at `at`, which `path` leads to.
pub(super) fn needed(value: &Expr, path: &NodePath<'_>, at: Span) -> bool {
    let found = path.nodes.iter().rposition(|node| matches!(node, Node::Expr(expr) if expr.span == at));
    let Some(own) = found else { return level(value) < ATOM };
    let Some(holder) = own.checked_sub(1).and_then(|above| path.nodes.get(above)) else { return false };
    let here = |expr: &Expr| expr.span == at;
    match holder {
        Node::Expr(holder) => in_expression(value, holder, here),
        // A `{` follows, which must not be taken for a part of the value.
        Node::Entry(entry) => match &entry.kind {
            EntryKind::For { .. } | EntryKind::Match { .. } | EntryKind::Spread(_) => !stands_alone(value),
            _ => false,
        },
        Node::If(_) => !stands_alone(value),
        _ => false,
    }
}

fn in_expression(value: &Expr, holder: &Expr, here: impl Fn(&Expr) -> bool) -> bool {
    let own = level(value);
    let chooses = matches!(value.kind, ExprKind::If { .. } | ExprKind::Match { .. });
    match &holder.kind {
        ExprKind::Binary { op, left, .. } => {
            let above = binary(*op);
            let groups_itself = match above {
                COMPARISON => false,
                COALESCE => !here(left),
                _ => here(left),
            };
            own < above || (own == above && !groups_itself) || is_open(value)
        }
        ExprKind::Range { .. } => own <= RANGE,
        ExprKind::Unary { .. } => own <= UNARY,
        ExprKind::Member { .. } => !is_base(value),
        ExprKind::Index { base, .. } => here(base) && !is_base(value),
        ExprKind::Call { .. } => !is_base(value),
        ExprKind::Match { scrutinee, .. } => here(scrutinee) && !stands_alone(value),
        ExprKind::If { otherwise, .. } => chooses && !here(otherwise),
        ExprKind::List(items) => items.iter().any(|item| match item {
            ListItem::For { iterable, condition, .. } => {
                (here(iterable) || condition.as_ref().is_some_and(&here)) && !stands_alone(value)
            }
            ListItem::Spread(inner) => here(inner) && !stands_alone(value),
            ListItem::Expr(_) => false,
        }),
        _ => false,
    }
}

fn level(value: &Expr) -> u8 {
    match &value.kind {
        // Their last part takes in whatever follows.
        ExprKind::If { .. } | ExprKind::Match { .. } => 0,
        ExprKind::Binary { op, .. } => binary(*op),
        ExprKind::Range { .. } => RANGE,
        ExprKind::Unary { .. } => UNARY,
        _ => ATOM,
    }
}

fn binary(op: BinaryOp) -> u8 {
    match op {
        BinaryOp::Coalesce => COALESCE,
        BinaryOp::Or => 2,
        BinaryOp::And => 3,
        BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => COMPARISON,
        BinaryOp::Add | BinaryOp::Sub => 6,
        BinaryOp::Mul | BinaryOp::Div => 7,
    }
}

/// `3..`, which an operator behind it would continue.
fn is_open(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Range { max: None, .. })
}

/// Whether a dot, an index or arguments may stand behind it.
fn is_base(value: &Expr) -> bool {
    matches!(
        value.kind,
        ExprKind::Name(_)
            | ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::Call { .. }
            | ExprKind::Paren(_)
            | ExprKind::String(_)
            | ExprKind::List(_)
    )
}

/// Whether a body may stand behind it.
fn stands_alone(value: &Expr) -> bool {
    is_base(value) || matches!(value.kind, ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null)
}
