//! Expressions: which forms are checked against the wanted type, and which synthesise one that is then compared.

use super::scope::ScopeId;
use super::{Checker, MAX_DEPTH, Want};
use crate::hir::{Expr, ExprKind};
use crate::types::Type;
use infrac_diagnostics::codes::{e02, e03};
use infrac_syntax::ast;
use std::sync::Arc;

impl<'a> Checker<'a> {
    /// `expr ⇐ want`.
    pub(crate) fn check(&mut self, expr: &'a ast::Expr, want: Want<'_>, scope: ScopeId) -> Expr {
        if self.depth >= MAX_DEPTH {
            self.report(e02::e0222_value_chain_too_deep::too_deep(expr.span));
            return self.poison(expr.span);
        }
        self.depth += 1;
        let checked = self.check_form(expr, want, scope);
        self.depth -= 1;
        checked
    }

    fn check_form(&mut self, expr: &'a ast::Expr, want: Want<'_>, scope: ScopeId) -> Expr {
        let span = expr.span;
        let checked = match &expr.kind {
            ast::ExprKind::Number(literal) => self.check_number(literal, span, want),
            ast::ExprKind::String(text) => self.check_text(text, want, scope),
            ast::ExprKind::Null => self.check_null(span, want),
            ast::ExprKind::Name(name) => self.check_name(name, span, want, scope),
            ast::ExprKind::Call { callee, args } => {
                if let ast::ExprKind::Name(name) = &callee.kind
                    && let Some(tag) = self.find_tag(want.ty, name)
                {
                    self.tag_call(tag, callee.span, args, span, scope)
                } else {
                    self.synth_call(callee, args, span, scope)
                }
            }
            ast::ExprKind::Payload { tag, body } => self.check_payload(tag, body, span, want, scope),
            ast::ExprKind::Body(body) => self.check_literal_body(body, want, scope),
            ast::ExprKind::List(items) => self.check_list(items, span, want, scope),
            ast::ExprKind::Paren(inner) => self.check(inner, want, scope),
            ast::ExprKind::If { condition, then, otherwise } => {
                let condition = Box::new(self.condition(condition, scope));
                let then = Box::new(self.check(then, want, scope));
                let otherwise = Box::new(self.check(otherwise, want, scope));
                Expr { kind: ExprKind::If { condition, then, otherwise }, ty: want.ty.clone(), span }
            }
            ast::ExprKind::Match { scrutinee, arms } => self.match_expr(scrutinee, arms, span, Some(want), scope),
            ast::ExprKind::Range { min, max } => self.check_range(min, max.as_deref(), span, want, scope),
            ast::ExprKind::Binary { op, op_span, left, right } => {
                self.binary(*op, *op_span, left, right, span, Some(want.ty), scope)
            }
            ast::ExprKind::Unary { op, operand } => self.unary(*op, operand, span, Some(want), scope),
            ast::ExprKind::Bool(_)
            | ast::ExprKind::Member { .. }
            | ast::ExprKind::Index { .. }
            | ast::ExprKind::Error => self.synth(expr, scope),
        };
        self.coerce(checked, want)
    }

    /// `expr ⇒ T`: the type is the result's.
    pub(crate) fn synth(&mut self, expr: &'a ast::Expr, scope: ScopeId) -> Expr {
        if self.depth >= MAX_DEPTH {
            self.report(e02::e0222_value_chain_too_deep::too_deep(expr.span));
            return self.poison(expr.span);
        }
        self.depth += 1;
        let checked = self.synth_form(expr, scope);
        self.depth -= 1;
        checked
    }

    fn synth_form(&mut self, expr: &'a ast::Expr, scope: ScopeId) -> Expr {
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Number(literal) => self.synth_number(literal, span),
            ast::ExprKind::String(text) => self.synth_text(text, None, scope),
            ast::ExprKind::Bool(value) => Expr { kind: ExprKind::Bool(*value), ty: Type::Bool, span },
            ast::ExprKind::Null => Expr { kind: ExprKind::Null, ty: Type::Optional(Arc::new(Type::Never)), span },
            ast::ExprKind::Name(name) => self.synth_name(name, span, scope, None),
            ast::ExprKind::Member { base, name, optional } => self.synth_member(base, name, *optional, span, scope),
            ast::ExprKind::Index { base, index } => self.synth_index(base, index, span, scope),
            ast::ExprKind::Call { callee, args } => self.synth_call(callee, args, span, scope),
            ast::ExprKind::Payload { tag, .. } => {
                self.report(e03::e0320_no_type::tag_without_type(tag.span, &tag.text));
                self.poison(span)
            }
            ast::ExprKind::Body(body) => self.synth_body(body, scope),
            ast::ExprKind::List(items) => self.synth_list(items, span, scope),
            ast::ExprKind::Paren(inner) => self.synth(inner, scope),
            ast::ExprKind::If { condition, then, otherwise } => {
                let condition = Box::new(self.condition(condition, scope));
                let then = self.synth(then, scope);
                let otherwise = self.synth(otherwise, scope);
                let Some(ty) = self.joined(&then, &otherwise) else { return self.poison(span) };
                let (then, otherwise) = (self.coerce(then, Want::plain(&ty)), self.coerce(otherwise, Want::plain(&ty)));
                let kind = ExprKind::If { condition, then: Box::new(then), otherwise: Box::new(otherwise) };
                Expr { kind, ty, span }
            }
            ast::ExprKind::Match { scrutinee, arms } => self.match_expr(scrutinee, arms, span, None, scope),
            ast::ExprKind::Range { min, max } => self.synth_range(min, max.as_deref(), span, scope),
            ast::ExprKind::Binary { op, op_span, left, right } => {
                self.binary(*op, *op_span, left, right, span, None, scope)
            }
            ast::ExprKind::Unary { op, operand } => self.unary(*op, operand, span, None, scope),
            ast::ExprKind::Error => self.poison(span),
        }
    }

    /// A Bool that decides something: never late.
    pub(crate) fn condition(&mut self, expr: &'a ast::Expr, scope: ScopeId) -> Expr {
        self.check(expr, Want::plain(&Type::Bool), scope)
    }

    /// The type of two branches, reported at both if there is none.
    pub(crate) fn joined(&mut self, a: &Expr, b: &Expr) -> Option<Type> {
        let joined = self.model.join(&a.ty, &b.ty);
        if joined.is_none() {
            let (found, first) = (self.type_text(&b.ty), self.type_text(&a.ty));
            self.report(e03::e0324_branches_disagree::branches_disagree(b.span, &found, a.span, &first));
        }
        joined
    }

    fn check_null(&mut self, span: infrac_source::Span, want: Want<'_>) -> Expr {
        let admits = self.model.find_form(want.ty, &mut |form| match form {
            Type::Optional(_) | Type::Raw | Type::Error => Some(form.clone()),
            _ => None,
        });
        match admits {
            Some(ty) => Expr { kind: ExprKind::Null, ty, span },
            None => {
                let wanted = self.type_text(want.ty);
                self.report(e03::e0314_maybe_null::never_null(span, &wanted, want.origin));
                self.poison(span)
            }
        }
    }
}
