//! Expressions to values.

use super::contribution::{Contribution, Rank, Said};
use super::cycle::CellId;
use super::{Binding, Cell, Evaluator, Scope, ScopeRef, Slot};
use crate::text::{LateRef, Part, Text};
use crate::value::{Val, Value};
use infrac_diagnostics::codes::{e03, e04};
use infrac_model::hir::{Expr, ExprKind, Pattern};
use infrac_model::{FieldDef, FnId, LetId, LocalId, ParamId};
use infrac_source::Span;
use infrac_syntax::ast::BinaryOp;
use std::rc::Rc;
use std::sync::Arc;

impl<'m> Evaluator<'m> {
    /// The value of an expression in a scope.
    pub fn eval(&mut self, expr: &'m Expr, scope: &ScopeRef<'m>) -> Val {
        if !self.step(expr.span) || !self.enter(expr.span) {
            return self.poison(expr.span, scope.trace);
        }
        let val = self.eval_now(expr, scope);
        self.leave();
        val
    }

    /// [`Evaluator::eval`], where the budget has been asked.
    pub fn eval_now(&mut self, expr: &'m Expr, scope: &ScopeRef<'m>) -> Val {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Poison => {
                self.met_poison = true;
                self.poison(span, scope.trace)
            }
            ExprKind::Null => self.val(Value::Null, span, scope.trace),
            ExprKind::Bool(bool) => self.val(Value::Bool(*bool), span, scope.trace),
            ExprKind::Int(int) => self.number(expr, infrac_quantity::Ratio::from_int(i128::from(*int)), scope),
            ExprKind::Number(ratio) => self.number(expr, *ratio, scope),
            ExprKind::Text(parts) => self.text(parts, span, scope),
            ExprKind::Local(local) => self.local(*local, span, scope),
            ExprKind::Let(id) => self.module_let(*id, span),
            ExprKind::Param(id) => self.param(*id, span, scope),
            ExprKind::Block { decl, family } => self.block_value(*decl, *family, span, scope),
            ExprKind::Output(name) => self.own_output(name, &[], span, scope),
            ExprKind::This => self.this(span, scope),
            ExprKind::SelfBlock => self.self_value(span, scope),
            ExprKind::InstanceName => self.instance_name(span, scope),
            ExprKind::Env => {
                let name = self.environment_name().clone();
                self.val(Value::Environment(name), span, scope.trace)
            }
            ExprKind::Project => self.project_value(span, scope),
            ExprKind::EnvName(env) => {
                let name = self.model.environment(*env).name.clone();
                self.val(Value::Environment(name), span, scope.trace)
            }
            ExprKind::Member { base, name, .. } => self.member_of(base, name, expr, scope),
            ExprKind::Index { base, index } => self.index(base, index, span, scope),
            ExprKind::Call { function, args } => self.call(*function, args, span, scope),
            ExprKind::CallOutput { base, name, args } => self.call_output(base.as_deref(), name, args, span, scope),
            ExprKind::Tag { .. } | ExprKind::Body(_) => self.literal_body(expr, scope),
            ExprKind::List(items) => self.list(items, span, scope),
            ExprKind::If { condition, then, otherwise } => match self.truth(condition, scope) {
                Some(true) => self.eval(then, scope),
                Some(false) => self.eval(otherwise, scope),
                None => self.poison(span, scope.trace),
            },
            ExprKind::Match { scrutinee, arms } => self.match_expr(scrutinee, arms, span, scope),
            ExprKind::Not(inner) => match self.eval(inner, scope).value {
                Value::Bool(bool) => self.val(Value::Bool(!bool), span, scope.trace),
                _ => self.poison(span, scope.trace),
            },
            ExprKind::Negate(inner) => self.negate(inner, span, scope),
            ExprKind::Binary { op, left, right } => self.binary_expr(*op, (left, right), span, scope),
            ExprKind::Range { min, max } => self.range(min, max.as_deref(), span, scope),
            ExprKind::Coerce(inner) => self.coerce_expr(inner, expr, scope),
        }
    }

    fn number(&mut self, expr: &'m Expr, ratio: infrac_quantity::Ratio, scope: &ScopeRef<'m>) -> Val {
        let value = self.number_value(expr, ratio);
        self.val(value, expr.span, scope.trace)
    }

    /// A number of the expression's type; reports it if that has no room for it.
    pub fn number_value(&mut self, expr: &'m Expr, ratio: infrac_quantity::Ratio) -> Value {
        self.literal(&expr.ty, ratio).unwrap_or_else(|| {
            self.report(e03::e0360_overflow::overflow(expr.span, "this number"));
            Value::Poison
        })
    }

    /// A local name.
    fn local(&mut self, local: LocalId, span: Span, scope: &ScopeRef<'m>) -> Val {
        let mut frame = Some(scope);
        while let Some(at) = frame {
            if let Some((_, slot)) = at.bindings.iter().find(|(name, _)| *name == local) {
                return match slot {
                    Slot::Value(val) => val.clone(),
                    Slot::Parameter(block, name) => self.parameter(*block, name, span),
                    Slot::Lazy(value, cell) => {
                        let id = CellId::Local(local, Rc::as_ptr(at).addr());
                        let state = cell.borrow().clone();
                        match state {
                            Cell::Done(val) => val,
                            Cell::Running => self.cycle(&id, span, scope.trace),
                            Cell::Empty => {
                                cell.replace(Cell::Running);
                                self.start(id, value.span);
                                let val = self.eval(value, at);
                                self.finish();
                                cell.replace(Cell::Done(val.clone()));
                                val
                            }
                        }
                    }
                };
            }
            frame = at.parent.as_ref();
        }
        self.poison(span, scope.trace)
    }

    fn module_let(&mut self, id: LetId, span: Span) -> Val {
        let def = self.model.let_def(id);
        let scope = self.root_scope();
        let trace = scope.trace;
        #[allow(clippy::indexing_slicing, reason = "one cell was made for each let")]
        self.cell(CellId::Let(id), span, trace, |ev| &mut ev.lets[id.index()], |ev| ev.eval(&def.value, &scope))
    }

    fn param(&mut self, id: ParamId, span: Span, scope: &ScopeRef<'m>) -> Val {
        self.params.insert(id);
        let late = LateRef::Param(self.model.param(id).name.clone());
        self.val(Value::Text(Text::new([Part::Late(late)])), span, scope.trace)
    }

    fn match_expr(
        &mut self,
        scrutinee: &'m Expr,
        arms: &'m [(Vec<Pattern>, Expr)],
        span: Span,
        scope: &ScopeRef<'m>,
    ) -> Val {
        let value = self.eval(scrutinee, scope);
        let Some((arm, bindings)) = self.select(&value, arms.iter().map(|(patterns, _)| patterns.as_slice())) else {
            return self.poison(span, scope.trace);
        };
        let inner = self.bound(scope, bindings);
        match arms.get(arm) {
            Some((_, expr)) => self.eval(expr, &inner),
            None => self.poison(span, scope.trace),
        }
    }

    fn range(&mut self, min: &'m Expr, max: Option<&'m Expr>, span: Span, scope: &ScopeRef<'m>) -> Val {
        let min = self.eval(min, scope);
        let max = max.map(|max| self.eval(max, scope));
        let poisoned = |val: &Val| matches!(val.value, Value::Poison);
        if poisoned(&min) || max.as_ref().is_some_and(poisoned) {
            return self.poison(span, scope.trace);
        }
        self.val(Value::Range(Arc::new((min, max))), span, scope.trace)
    }

    /// A Body or a tag that stands alone.
    fn literal_body(&mut self, expr: &'m Expr, scope: &ScopeRef<'m>) -> Val {
        let said = Said::Expr(expr, Rc::clone(scope));
        let piece = Contribution { rank: Rank::PLAIN, said, span: expr.span };
        self.build(&expr.ty, vec![piece], expr.span, scope)
    }

    /// A call of a function: strict.
    pub fn call(&mut self, id: FnId, args: &'m [Option<Expr>], span: Span, scope: &ScopeRef<'m>) -> Val {
        let def = self.model.function(id);
        let Some(body) = &def.body else { return self.intrinsic((&def.name, &def.params), args, span, scope) };
        let what = def.name.clone();
        let trace = self.enter_frame(scope.trace, what, span);
        match self.arguments(&def.params, args, span, scope, Scope::root().traced(trace)) {
            Some(inner) => self.eval(body, &inner),
            None => self.poison(span, scope.trace),
        }
    }

    /// Binds arguments to parameters: those given, evaluated in `scope`, and defaults, evaluated in the callee's. `None`: one failed.
    pub fn arguments(
        &mut self,
        params: &'m [FieldDef],
        args: &'m [Option<Expr>],
        span: Span,
        scope: &ScopeRef<'m>,
        home: Scope<'m>,
    ) -> Option<ScopeRef<'m>> {
        let mut inner = Rc::new(home);
        let mut bindings: Vec<Binding<'m>> = Vec::with_capacity(params.len());
        let mut late_defaults: Vec<(&'m FieldDef, &'m Expr)> = Vec::new();
        for (at, param) in params.iter().enumerate() {
            match args.get(at).and_then(Option::as_ref) {
                Some(arg) => {
                    let val = self.eval(arg, scope);
                    bindings.extend(param.local.map(|local| (local, Slot::Value(val))));
                }
                None => match &param.default {
                    Some(default) => late_defaults.push((param, default)),
                    None => {
                        let null = self.val(Value::Null, span, scope.trace);
                        bindings.extend(param.local.map(|local| (local, Slot::Value(null))));
                    }
                },
            }
        }
        inner = Rc::new(Scope::within(&inner, bindings));
        for (param, default) in late_defaults {
            let val = self.eval(default, &inner);
            let binding = param.local.map(|local| (local, Slot::Value(val)));
            inner = Rc::new(Scope::within(&inner, binding.into_iter().collect()));
        }
        for param in params {
            let Some(local) = param.local else { continue };
            let val = self.local(local, span, &inner);
            if matches!(val.value, Value::Poison) {
                return None;
            }
            if let Some(refinement) = &param.refinement
                && !self.holds(refinement, &val, &inner)
            {
                return None;
            }
        }
        Some(inner)
    }

    /// `a ?? b`, `a && b`, `a || b` are lazy; the others are not.
    fn binary_expr(
        &mut self,
        op: BinaryOp,
        (left, right): (&'m Expr, &'m Expr),
        span: Span,
        scope: &ScopeRef<'m>,
    ) -> Val {
        if op == BinaryOp::Coalesce {
            let first = self.eval(left, scope);
            return match first.value {
                Value::Poison => self.poison(span, scope.trace),
                Value::Null => self.eval(right, scope),
                _ => first,
            };
        }
        let value = self.operated(op, (left, right), span, |ev, side| ev.eval(side, scope).value);
        self.val(value, span, scope.trace)
    }

    /// `left op right`, but for `??`; the right side is not evaluated where the left one decides. Reports why there is no result.
    pub fn operated(
        &mut self,
        op: BinaryOp,
        (left, right): (&'m Expr, &'m Expr),
        span: Span,
        value_of: impl Fn(&mut Self, &'m Expr) -> Value,
    ) -> Value {
        let first = value_of(self, left);
        match (op, &first) {
            (_, Value::Poison) | (BinaryOp::And, Value::Bool(false)) | (BinaryOp::Or, Value::Bool(true)) => {
                return first;
            }
            _ => {}
        }
        let second = value_of(self, right);
        if matches!(second, Value::Poison) {
            return second;
        }
        self.operate(op, &first, &second).unwrap_or_else(|problem| {
            self.report(match problem {
                super::operator::Problem::Zero => e03::e0362_division_by_zero::by_zero(right.span, span),
                super::operator::Problem::Overflow => e03::e0360_overflow::overflow(span, "the result"),
                super::operator::Problem::Order => e04::e0443_not_comparable::not_comparable(span),
            });
            Value::Poison
        })
    }

    fn negate(&mut self, inner: &'m Expr, span: Span, scope: &ScopeRef<'m>) -> Val {
        let val = self.eval(inner, scope);
        let negated = super::number::base_of(&val.value)
            .and_then(infrac_quantity::Ratio::checked_neg)
            .and_then(|base| super::number::like(&val.value, base));
        match negated {
            Some(value) => self.val(value, span, scope.trace),
            None => self.poison(span, scope.trace),
        }
    }
}
