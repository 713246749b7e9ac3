//! Operators: arithmetic of numbers and quantities, comparison, logic, `??`, and all of it on signals.

use super::scope::ScopeId;
use super::{Checker, Want};
use crate::hir::{Expr, ExprKind};
use crate::types::Type;
use infrac_diagnostics::codes::{e03, e05};
use infrac_source::Span;
use infrac_syntax::ast::{self, BinaryOp, UnaryOp};
use std::sync::Arc;

/// An operator and its two operands, checked.
struct Pair {
    op: BinaryOp,
    op_span: Span,
    left: Expr,
    right: Expr,
    span: Span,
}

impl Pair {
    fn typed(self, ty: Type) -> Expr {
        let kind = ExprKind::Binary { op: self.op, left: Box::new(self.left), right: Box::new(self.right) };
        Expr { kind, ty, span: self.span }
    }
}

impl<'a> Checker<'a> {
    #[allow(clippy::too_many_arguments, reason = "the parts of one syntax node, and what is wanted of it")]
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
        hint: Option<&Type>,
        scope: ScopeId,
    ) -> Expr {
        match op {
            BinaryOp::Coalesce => self.coalesce(op_span, left, right, span, hint, scope),
            BinaryOp::And | BinaryOp::Or => self.logic(op, op_span, left, right, span, scope),
            BinaryOp::Eq | BinaryOp::Ne => self.equality(op, op_span, left, right, span, scope),
            BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge => {
                let (left, right) = self.operands(left, right, None, scope);
                self.comparison(Pair { op, op_span, left, right, span })
            }
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => {
                let (left, right) = self.operands(left, right, hint, scope);
                self.arithmetic(Pair { op, op_span, left, right, span })
            }
        }
    }

    /// Both operands. A literal whose unit has two meanings (`5m`) is read by the other operand, else by the wanted type.
    fn operands(
        &mut self,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        hint: Option<&Type>,
        scope: ScopeId,
    ) -> (Expr, Expr) {
        if ambiguous(left) && !ambiguous(right) {
            let right = self.synth(right, scope);
            let ty = self.quantity_of(&right.ty).or_else(|| hint.and_then(|hint| self.quantity_of(hint)));
            let left = self.operand(left, ty, scope);
            return (left, right);
        }
        let wanted = hint.and_then(|hint| self.quantity_of(hint));
        let left = self.operand(left, wanted.clone(), scope);
        let ty = self.quantity_of(&left.ty).or(wanted);
        let right = self.operand(right, ty, scope);
        (left, right)
    }

    /// An operand that is read by a quantity if its own unit has two meanings.
    pub(super) fn operand(&mut self, expr: &'a ast::Expr, quantity: Option<Type>, scope: ScopeId) -> Expr {
        match quantity {
            Some(quantity) if ambiguous(expr) => self.check(expr, Want::plain(&quantity), scope),
            _ => self.synth(expr, scope),
        }
    }

    /// The quantity in a type, under names and signals.
    fn quantity_of(&self, ty: &Type) -> Option<Type> {
        match self.model.base(ty) {
            Type::Signal(of) => self.quantity_of(of),
            Type::Range(of) | Type::Optional(of) => self.quantity_of(of),
            ty @ (Type::Duration | Type::Cpu | Type::Bytes | Type::Percent | Type::Rate) => Some(ty.clone()),
            _ => None,
        }
    }

    /// Whether an operand can be used at all; what is null, late or secret has its own message.
    fn usable(&mut self, expr: &Expr, op: BinaryOp) -> bool {
        let ty = self.model.base(&expr.ty).clone();
        match ty {
            Type::Error | Type::Never => false,
            Type::Optional(inner) if !matches!(*inner, Type::Never) => {
                let what = self.describe(expr);
                self.report(e03::e0314_maybe_null::maybe_null(expr.span, &what, "a value", None));
                false
            }
            Type::Late(_) | Type::Raw => {
                let (what, source) = (self.describe(expr), self.late_source(expr));
                self.report(e03::e0308_late_value::late_value(expr.span, &what, source, None));
                false
            }
            ref secret if self.model.holds_secret(secret) && !matches!(secret, Type::Ref(_)) => {
                self.report(e05::e0503_secret_operation::secret_operation(expr.span, text(op)));
                false
            }
            _ => true,
        }
    }

    fn arithmetic(&mut self, pair: Pair) -> Expr {
        if pair.op == BinaryOp::Add
            && let Some(ty) = self.joined_text(&pair.left.ty, &pair.right.ty)
        {
            return pair.typed(ty);
        }
        let (left, right) = (self.usable(&pair.left, pair.op), self.usable(&pair.right, pair.op));
        if !left || !right {
            return self.poison(pair.span);
        }
        let (a, b) = (self.model.base(&pair.left.ty).clone(), self.model.base(&pair.right.ty).clone());
        match self.result(pair.op, &a, &b) {
            Some(ty) => pair.typed(ty),
            None => self.no_operator(pair),
        }
    }

    /// Text joined with `+`: late or secret parts colour the whole.
    fn joined_text(&self, a: &Type, b: &Type) -> Option<Type> {
        let colour = |ty: &Type| match self.model.base(ty) {
            Type::String => Some(0),
            Type::Late(inner) if matches!(self.model.base(inner), Type::String) => Some(1),
            Type::Raw => Some(1),
            Type::Secret => Some(2),
            ty @ Type::Ref(_) if self.model.holds_secret(ty) => Some(2),
            _ => None,
        };
        Some(match colour(a)?.max(colour(b)?) {
            0 => Type::String,
            1 => Type::Late(Arc::new(Type::String)),
            _ => Type::Secret,
        })
    }

    fn result(&self, op: BinaryOp, a: &Type, b: &Type) -> Option<Type> {
        use Type::{Decimal, Int};
        if matches!(a, Type::Signal(_)) || matches!(b, Type::Signal(_)) {
            let bare = |ty: &Type| if let Type::Signal(of) = ty { self.model.base(of).clone() } else { ty.clone() };
            return Some(Type::Signal(Arc::new(self.result(op, &bare(a), &bare(b))?)));
        }
        let number = |ty: &Type| matches!(ty, Int | Decimal);
        let quantity = |ty: &Type| self.quantity_of(ty).is_some() && !matches!(ty, Type::Range(_) | Type::Optional(_));
        match op {
            BinaryOp::Add if matches!((a, b), (Type::List(_), Type::List(_))) => self.model.join(a, b),
            BinaryOp::Add | BinaryOp::Sub => match (a, b) {
                (Int, Int) => Some(Int),
                _ if number(a) && number(b) => Some(Decimal),
                _ if quantity(a) && a == b => Some(a.clone()),
                _ => None,
            },
            BinaryOp::Mul => match (a, b) {
                (Int, Int) => Some(Int),
                _ if number(a) && number(b) => Some(Decimal),
                _ if quantity(a) && number(b) => Some(a.clone()),
                _ if number(a) && quantity(b) => Some(b.clone()),
                // A part of something: `memory * 80%`.
                _ if quantity(a) && *b == Type::Percent => Some(a.clone()),
                _ => None,
            },
            BinaryOp::Div => match (a, b) {
                _ if number(a) && number(b) => Some(Decimal),
                _ if quantity(a) && number(b) => Some(a.clone()),
                _ if quantity(a) && a == b => Some(Decimal),
                _ => None,
            },
            _ => None,
        }
    }

    fn comparison(&mut self, pair: Pair) -> Expr {
        let (left, right) = (self.usable(&pair.left, pair.op), self.usable(&pair.right, pair.op));
        if !left || !right {
            return self.poison(pair.span);
        }
        let (a, b) = (self.model.base(&pair.left.ty).clone(), self.model.base(&pair.right.ty).clone());
        let bare = |ty: &Type| if let Type::Signal(of) = ty { self.model.base(of).clone() } else { ty.clone() };
        let (x, y) = (bare(&a), bare(&b));
        let number = |ty: &Type| matches!(ty, Type::Int | Type::Decimal);
        let ordered = (number(&x) && number(&y)) || (x == y && self.quantity_of(&x).is_some());
        if !ordered {
            return self.no_operator(pair);
        }
        let signal = matches!(a, Type::Signal(_)) || matches!(b, Type::Signal(_));
        pair.typed(if signal { Type::Condition } else { Type::Bool })
    }

    fn equality(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        let null = |expr: &ast::Expr| matches!(expr.kind, ast::ExprKind::Null);
        if null(left) != null(right) {
            let (value, other) = if null(right) { (left, right) } else { (right, left) };
            let checked = self.synth(value, scope);
            let nothing = Expr { kind: ExprKind::Null, ty: checked.ty.clone(), span: other.span };
            if !matches!(self.model.base(&checked.ty), Type::Optional(_) | Type::Error | Type::Raw) {
                let what = self.describe(&checked);
                self.report(e03::e0314_maybe_null::compared_with_null(checked.span, &what, other.span));
                return self.poison(span);
            }
            let (left, right) = if null(right) { (checked, nothing) } else { (nothing, checked) };
            return Pair { op, op_span, left, right, span }.typed(Type::Bool);
        }
        let swap = ambiguous(left) || self.is_tag_name(left, scope);
        let (first, second) = if swap { (right, left) } else { (left, right) };
        let first = self.synth(first, scope);
        if matches!(first.ty, Type::Error) {
            self.silently(|checker| checker.synth(second, scope));
            return self.poison(span);
        }
        if !self.compares(&first, op) {
            return self.poison(span);
        }
        let ty = self.comparable(&first.ty);
        let second = self.check(second, Want::new(&ty, first.span), scope);
        if matches!(second.ty, Type::Error) || !self.compares(&second, op) {
            return self.poison(span);
        }
        let (left, right) = if swap { (second, first) } else { (first, second) };
        Pair { op, op_span, left, right, span }.typed(Type::Bool)
    }

    /// Whether a value can be compared for equality: known data and references.
    fn compares(&mut self, side: &Expr, op: BinaryOp) -> bool {
        if self.model.holds_secret(&side.ty) && !matches!(side.ty, Type::Ref(_)) {
            self.report(e05::e0503_secret_operation::secret_operation(side.span, text(op)));
            return false;
        }
        let late = self.without_late(&side.ty).is_some();
        if late {
            let (what, source) = (self.describe(side), self.late_source(side));
            self.report(e03::e0308_late_value::late_value(side.span, &what, source, None));
        }
        !late
    }

    /// What the other side of `==` is checked against: the type without refinements, and any block for a block.
    fn comparable(&self, ty: &Type) -> Type {
        match ty {
            Type::Ref(_) => Type::Ref(Arc::new([])),
            Type::Int => Type::Decimal,
            Type::Named(_) if self.model.alias(ty).is_some() => self.comparable(&self.model.base(ty).clone()),
            other => other.clone(),
        }
    }

    /// A bare name that no value has: a tag or an environment, to be read by the other side.
    fn is_tag_name(&self, expr: &ast::Expr, scope: ScopeId) -> bool {
        matches!(&expr.kind, ast::ExprKind::Name(name)
            if self.lookup(scope, name).is_none() && !super::is_reserved(name) && name != "project")
    }

    /// Runs a check for its own sake, dropping what it reports: used beside something already reported.
    fn silently<R>(&mut self, run: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.diagnostics.0.len();
        let result = run(self);
        self.diagnostics.0.truncate(before);
        result
    }

    fn logic(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        let left = self.synth(left, scope);
        let conditions = left.ty == Type::Condition;
        let wanted = if conditions { Type::Condition } else { Type::Bool };
        let left = self.coerce(left, Want::plain(&wanted));
        let right = self.check(right, Want::plain(&wanted), scope);
        Pair { op, op_span, left, right, span }.typed(wanted)
    }

    fn coalesce(
        &mut self,
        op_span: Span,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
        hint: Option<&Type>,
        scope: ScopeId,
    ) -> Expr {
        let left = self.synth(left, scope);
        let inner = match self.model.base(&left.ty) {
            Type::Optional(inner) => inner.as_ref().clone(),
            Type::Error => {
                self.silently(|checker| checker.synth(right, scope));
                return self.poison(span);
            }
            _ => {
                let what = self.describe(&left);
                self.report(e03::e0314_maybe_null::default_of_known(left.span, &what, op_span));
                return self.poison(span);
            }
        };
        let is_null = matches!(right.kind, ast::ExprKind::Null);
        // Tags and Bodies on the right are read by what stands on the left; anything wider by what is wanted.
        let right = match hint {
            Some(hint) if self.model.fits(&inner, hint) && !is_null => self.check(right, Want::plain(hint), scope),
            _ if needs_type(right) => self.check(right, Want::plain(&inner), scope),
            _ => self.synth(right, scope),
        };
        if matches!(right.ty, Type::Error) {
            return self.poison(span);
        }
        let Some(ty) = self.model.join(&inner, &right.ty) else {
            let (found, first) = (self.type_text(&right.ty), self.type_text(&inner));
            self.report(e03::e0324_branches_disagree::branches_disagree(right.span, &found, left.span, &first));
            return self.poison(span);
        };
        Pair { op: BinaryOp::Coalesce, op_span, left, right, span }.typed(ty)
    }

    pub(super) fn unary(
        &mut self,
        op: UnaryOp,
        operand: &'a ast::Expr,
        span: Span,
        want: Option<Want<'_>>,
        scope: ScopeId,
    ) -> Expr {
        if op == UnaryOp::Not {
            let operand = self.condition(operand, scope);
            return Expr { kind: ExprKind::Not(Box::new(operand)), ty: Type::Bool, span };
        }
        let number = matches!(operand.kind, ast::ExprKind::Number(_));
        let operand = match want {
            Some(want) if number => {
                let ty = self.model.find_form(want.ty, &mut |form| {
                    (self.quantity_of(form).is_some() || matches!(form, Type::Int | Type::Decimal))
                        .then(|| form.clone())
                });
                match ty {
                    Some(ty) => self.check(operand, Want { ty: &ty, origin: want.origin }, scope),
                    None => self.synth(operand, scope),
                }
            }
            _ => self.synth(operand, scope),
        };
        if !self.usable(&operand, BinaryOp::Sub) {
            return self.poison(span);
        }
        let ty = self.model.base(&operand.ty).clone();
        if !matches!(ty, Type::Int | Type::Decimal) && self.quantity_of(&ty).is_none() {
            let found = self.type_text(&operand.ty);
            self.report(e03::e0307_no_operator::no_negation(span, &found));
            return self.poison(span);
        }
        Expr { kind: ExprKind::Negate(Box::new(operand)), ty, span }
    }

    fn no_operator(&mut self, pair: Pair) -> Expr {
        let (left, right) = (self.type_text(&pair.left.ty), self.type_text(&pair.right.ty));
        self.report(e03::e0307_no_operator::no_operator(
            pair.op_span,
            text(pair.op),
            (pair.left.span, &left),
            (pair.right.span, &right),
        ));
        self.poison(pair.span)
    }
}

/// Whether a literal's unit has two meanings.
fn ambiguous(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Number(literal) => literal.dimensions().count() > 1,
        ast::ExprKind::Paren(inner) => ambiguous(inner),
        ast::ExprKind::Unary { operand, .. } => ambiguous(operand),
        _ => false,
    }
}

/// Whether an expression means nothing without a wanted type.
fn needs_type(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Name(_) | ast::ExprKind::Payload { .. } | ast::ExprKind::Body(_) | ast::ExprKind::List(_) => {
            true
        }
        ast::ExprKind::Call { callee, .. } => matches!(callee.kind, ast::ExprKind::Name(_)),
        ast::ExprKind::Paren(inner) => needs_type(inner),
        other => matches!(other, ast::ExprKind::Number(_)),
    }
}

/// An operator as written.
pub(super) fn text(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Eq => "==",
        BinaryOp::Ne => "!=",
        BinaryOp::Lt => "<",
        BinaryOp::Le => "<=",
        BinaryOp::Gt => ">",
        BinaryOp::Ge => ">=",
        BinaryOp::And => "&&",
        BinaryOp::Or => "||",
        BinaryOp::Coalesce => "??",
    }
}
