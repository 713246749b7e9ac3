//! Bringing a checked expression to the wanted type, and saying why it does not fit.

use super::flow::{Flow, Sink};
use super::{Checker, Want};
use crate::hir::{Expr, ExprKind};
use crate::types::Type;
use infrac_diagnostics::codes::{e03, e05};
use infrac_source::Span;

impl Checker<'_> {
    /// Poison: wrong and reported.
    pub(crate) fn poison(&self, span: Span) -> Expr {
        Expr { kind: ExprKind::Poison, ty: Type::Error, span }
    }

    /// `expr` where `want` is wanted: itself, converted, or poison with a diagnostic.
    pub(crate) fn coerce(&mut self, expr: Expr, want: Want<'_>) -> Expr {
        if expr.ty == *want.ty || matches!(want.ty, Type::Error) || matches!(expr.ty, Type::Error | Type::Never) {
            return expr;
        }
        let span = expr.span;
        if self.model.fits(&expr.ty, want.ty) {
            return Expr { kind: ExprKind::Coerce(Box::new(expr)), ty: want.ty.clone(), span };
        }
        self.misfit(expr, want);
        self.poison(span)
    }

    fn misfit(&mut self, expr: Expr, want: Want<'_>) {
        let (found, wanted) = (self.type_text(&expr.ty), self.type_text(want.ty));
        let takes = |checker: &Self, look: &dyn Fn(&Type) -> bool| {
            checker.model.find_form(want.ty, &mut |form| look(form).then_some(())).is_some()
        };
        let text = takes(self, &|form| matches!(form, Type::String | Type::Raw));
        let secret = takes(self, &|form| matches!(form, Type::Secret));
        // A place that takes secrets is none where one leaks: the value is of another shape.
        if self.model.holds_secret(&expr.ty) && text && !secret {
            let raw = takes(self, &|form| matches!(form, Type::Raw));
            let wanted = (!raw).then_some(wanted);
            self.flows.push(Flow { expr, sink: Sink::Type { wanted, origin: want.origin } });
            return;
        }
        if secret && matches!(self.text_base(&expr.ty), Type::String) {
            let literal = matches!(expr.kind, ExprKind::Text(_));
            self.report(e05::e0502_hard_coded_secret::hard_coded_secret(expr.span, literal, want.origin));
            return;
        }
        if let Type::Optional(inner) = &expr.ty
            && self.model.fits(inner, want.ty)
        {
            self.report(e03::e0314_maybe_null::maybe_null(expr.span, &self.describe(&expr), &wanted, want.origin));
            return;
        }
        if let Some(known) = self.without_late(&expr.ty)
            && self.model.fits(&known, want.ty)
        {
            let source = self.late_source(&expr);
            let what = self.describe(&expr);
            self.report(e03::e0308_late_value::late_value(expr.span, &what, source, want.origin));
            return;
        }
        if text && let Some(unit) = quantity_name(self.model.base(&expr.ty)) {
            self.report(e03::e0310_quantity_in_text::quantity_in_text(expr.span, unit));
            return;
        }
        let report = e03::e0301_type_mismatch::type_mismatch(expr.span, &found, &wanted, want.origin);
        let report = self.way_out(report, &expr, want.ty);
        self.report(report);
    }

    /// The type under names, `late` and `?`.
    pub(crate) fn text_base<'t>(&'t self, ty: &'t Type) -> &'t Type {
        match self.model.base(ty) {
            Type::Late(inner) | Type::Optional(inner) => self.text_base(inner),
            base => base,
        }
    }

    /// The type with its outermost `late` taken off; `None` if there is none.
    pub(crate) fn without_late(&self, ty: &Type) -> Option<Type> {
        match ty {
            Type::Late(inner) => Some(inner.as_ref().clone()),
            Type::Optional(inner) => self.without_late(inner).map(|inner| Type::Optional(std::sync::Arc::new(inner))),
            Type::List(inner) => self.without_late(inner).map(|inner| Type::List(std::sync::Arc::new(inner))),
            Type::Map(key, value) => {
                self.without_late(value).map(|value| Type::Map(key.clone(), std::sync::Arc::new(value)))
            }
            Type::Union(members) => {
                let mut any = false;
                let bare = members.iter().map(|member| match self.without_late(member) {
                    Some(bare) => {
                        any = true;
                        bare
                    }
                    None => member.clone(),
                });
                let bare: std::sync::Arc<[Type]> = bare.collect();
                any.then_some(Type::Union(bare))
            }
            Type::Named(_) => self.model.alias(ty).and_then(|base| self.without_late(base)),
            Type::Raw => Some(Type::Never),
            _ => None,
        }
    }

    /// A checked expression in the words of its source: `db.host`.
    pub(crate) fn describe(&self, expr: &Expr) -> String {
        let described = match &expr.kind {
            ExprKind::Local(local) => Some(self.model.local(*local).name.to_string()),
            ExprKind::Let(id) => Some(self.model.let_def(*id).name.to_string()),
            ExprKind::Param(id) => Some(self.model.param(*id).name.to_string()),
            ExprKind::Block { decl, .. } => {
                let block = self.model.block(*decl);
                Some(match &block.type_label {
                    Some((first, _)) => format!("{first}.{}", block.label),
                    None => block.label.to_string(),
                })
            }
            ExprKind::Output(name) => Some(name.to_string()),
            ExprKind::This => Some("this".to_owned()),
            ExprKind::SelfBlock => Some("self".to_owned()),
            ExprKind::InstanceName => Some("name".to_owned()),
            ExprKind::Env => Some("env".to_owned()),
            ExprKind::Project => Some("project".to_owned()),
            ExprKind::Member { base, name, .. } => Some(format!("{}.{name}", self.describe(base))),
            ExprKind::CallOutput { base, name, .. } => Some(match base {
                Some(base) => format!("{}.{name}(…)", self.describe(base)),
                None => format!("{name}(…)"),
            }),
            ExprKind::Call { function, .. } => Some(format!("{}(…)", self.model.function(*function).name)),
            ExprKind::Index { base, .. } => Some(format!("{}[…]", self.describe(base))),
            ExprKind::Coerce(inner) => return self.describe(inner),
            _ => None,
        };
        described.unwrap_or_else(|| "this value".to_owned())
    }
}

/// A quantity as messages call it, with the functions that write it out.
pub(crate) fn quantity_name(ty: &Type) -> Option<(&'static str, &'static str)> {
    match ty {
        Type::Duration => Some(("Duration", "seconds(…), millis(…), minutes(…), hours(…) or days(…)")),
        Type::Bytes => Some(("Bytes", "bytes(…), kib(…), mib(…) or gib(…)")),
        Type::Cpu => Some(("Cpu", "millicores(…)")),
        Type::Percent => Some(("Percent", "fraction(…)")),
        Type::Rate => Some(("Rate", "a number of your own beside it")),
        Type::Optional(inner) | Type::Range(inner) => quantity_name(inner),
        _ => None,
    }
}
