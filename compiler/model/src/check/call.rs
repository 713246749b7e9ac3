//! Calls: functions, and outputs with parameters.

use super::Checker;
use super::arguments::{Call, forget, substitute};
use super::scope::{Binding, Found, ScopeId};
use crate::declare::Value;
use crate::hir::{Expr, ExprKind};
use crate::model::OutputDef;
use crate::types::{FieldDef, Head, Type};
use crate::uses::DefinitionKind;
use crate::{ComponentId, FnId};
use infrac_diagnostics::codes::{e02, e03};
use infrac_diagnostics::did_you_mean;
use infrac_source::{Span, Str};
use infrac_syntax::ast;

impl<'a> Checker<'a> {
    pub(super) fn synth_call(
        &mut self,
        callee: &'a ast::Expr,
        args: &'a [ast::Arg],
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        match &callee.kind {
            ast::ExprKind::Name(name) => match self.lookup_callable(scope, name) {
                Some(Found::Top(entry, _)) if let Value::Fn(function) = entry.item => {
                    self.uses.record(callee.span, DefinitionKind::Function, entry.span);
                    self.call_function(function, args, span, scope)
                }
                Some(Found::Inner(Binding::Output(component), definition)) => {
                    self.uses.record(callee.span, DefinitionKind::Output, definition);
                    self.call_own_output(component, name, args, span, scope)
                }
                Some(Found::Inner(Binding::Broken, _)) => self.arguments_only(args, span, scope),
                Some(Found::Top(entry, _)) if entry.item == Value::Broken => self.arguments_only(args, span, scope),
                Some(found) => {
                    let definition = match found {
                        Found::Inner(_, definition) => definition,
                        Found::Top(entry, _) => entry.span,
                    };
                    self.report(e03::e0306_not_a_value::not_a_function(callee.span, name, Some(definition)));
                    self.poison(span)
                }
                None => {
                    self.unknown_function(name, callee.span, scope);
                    self.arguments_only(args, span, scope)
                }
            },
            ast::ExprKind::Member { base, name, .. } => self.call_member(base, name, args, span, scope),
            ast::ExprKind::Error => self.poison(span),
            _ => {
                self.report(e03::e0306_not_a_value::not_a_function(callee.span, "this", None));
                self.poison(span)
            }
        }
    }

    /// What a called name means. An output without parameters cannot be called, so that where one is named like a function
    /// (`output endpoint: Endpoint = endpoint(…)`) the function is meant.
    fn lookup_callable(&self, scope: ScopeId, name: &str) -> Option<Found> {
        let found = self.lookup(scope, name)?;
        let Found::Inner(Binding::Output(component), _) = found else { return Some(found) };
        let called = self.model.component(component).outputs.get(name).is_some_and(|output| !output.params.is_empty());
        let function = if called { None } else { self.lookup_function(scope, name) };
        Some(function.unwrap_or(found))
    }

    /// Checks the arguments of a call whose callee is wrong, for what they themselves get wrong.
    fn arguments_only(&mut self, args: &'a [ast::Arg], span: Span, scope: ScopeId) -> Expr {
        for arg in args {
            self.synth(&arg.value, scope);
        }
        self.poison(span)
    }

    fn unknown_function(&mut self, name: &str, span: Span, scope: ScopeId) {
        let near = {
            let functions = self.visible(scope).into_iter().filter(|name| {
                matches!(self.lookup(scope, name), Some(Found::Top(entry, _)) if matches!(entry.item, Value::Fn(_)))
            });
            did_you_mean(name, functions).map(str::to_owned)
        };
        self.report(e02::e0201_unknown_name::unknown_function(span, name, near.as_deref()));
    }

    fn call_function(&mut self, function: FnId, args: &'a [ast::Arg], span: Span, scope: ScopeId) -> Expr {
        let def = self.model.function(function);
        let (name, definition, params, result) = (def.name.clone(), def.span, def.params.clone(), def.result.clone());
        let call = Call { what: "function", name: &name, definition, span };
        let (args, bound) = self.arguments(call, &params, args, scope);
        let ty = forget(&substitute(&result, &bound));
        Expr { kind: ExprKind::Call { function, args }, ty, span }
    }

    fn call_own_output(
        &mut self,
        component: ComponentId,
        name: &Str,
        args: &'a [ast::Arg],
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        let Some((params, ty, definition)) = self.model.component(component).outputs.get(name).map(signature) else {
            return self.poison(span);
        };
        if params.is_empty() {
            self.report(e03::e0306_not_a_value::not_a_function(span, name, Some(definition)));
            return self.poison(span);
        }
        let call = Call { what: "output", name, definition, span };
        let (args, _) = self.arguments(call, &params, args, scope);
        Expr { kind: ExprKind::CallOutput { base: None, name: name.clone(), args }, ty, span }
    }

    /// `db.url("booking")`, `alias.f(x)`.
    fn call_member(
        &mut self,
        base: &'a ast::Expr,
        name: &ast::Ident,
        args: &'a [ast::Arg],
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        if let ast::ExprKind::Name(alias) = &base.kind
            && let Some(Found::Top(entry, _)) = self.lookup(scope, alias)
            && let Value::Module(target) = entry.item
        {
            let known = self.module_scope(target).values.get(&name.text).copied();
            if let Some(known) = known
                && let Value::Fn(function) = known.item
            {
                self.uses.record(name.span, DefinitionKind::Function, known.span);
                if !known.public {
                    self.report(e02::e0210_not_public::not_public(name.span, "function", &name.text, known.span));
                }
                return self.call_function(function, args, span, scope);
            }
            let near = did_you_mean(&name.text, self.module_scope(target).values.keys().map(Str::as_str));
            let near = near.map(str::to_owned);
            self.report(e02::e0201_unknown_name::unknown_function(name.span, &name.text, near.as_deref()));
            return self.arguments_only(args, span, scope);
        }
        let base = self.synth(base, scope);
        if matches!(base.ty, Type::Error) {
            return self.arguments_only(args, span, scope);
        }
        let output = match &base.ty {
            Type::Ref(heads) => heads.first().and_then(|&head| self.output_of(head, &name.text)),
            _ => None,
        };
        match output {
            Some((params, ty, definition)) if !params.is_empty() => {
                self.uses.record(name.span, DefinitionKind::Output, definition);
                let call = Call { what: "output", name: &name.text, definition, span };
                let (args, _) = self.arguments(call, &params, args, scope);
                let kind = ExprKind::CallOutput { base: Some(Box::new(base)), name: name.text.clone(), args };
                Expr { kind, ty, span }
            }
            Some((_, _, definition)) => {
                self.report(e03::e0306_not_a_value::not_a_function(name.span, &name.text, Some(definition)));
                self.poison(span)
            }
            None => {
                let member = self.member_of(base, name, false, span, scope);
                if member.ty != Type::Error {
                    self.report(e03::e0306_not_a_value::not_a_function(name.span, &name.text, None));
                }
                self.poison(span)
            }
        }
    }

    fn output_of(&self, head: Head, name: &str) -> Option<(Vec<FieldDef>, Type, Span)> {
        let own = match head {
            Head::Component(component) => self.model.component(component).outputs.get(name),
            Head::Kind(_) => None,
        };
        let kind = self.model.kind_of(head).map(|kind| self.model.kind(kind));
        own.or_else(|| kind?.outputs.get(name)).map(signature)
    }
}

fn signature(output: &OutputDef) -> (Vec<FieldDef>, Type, Span) {
    (output.params.clone(), output.ty.clone(), output.span)
}
