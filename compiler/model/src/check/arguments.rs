//! Arguments against parameters, by position and name; type variables of intrinsics are bound as the arguments are read.

use super::scope::ScopeId;
use super::{Checker, Want};
use crate::hir::Expr;
use crate::types::{FieldDef, Type};
use crate::uses::DefinitionKind;
use infrac_diagnostics::codes::e03;
use infrac_diagnostics::did_you_mean;
use infrac_source::{Span, Str};
use infrac_syntax::ast;
use std::sync::Arc;

/// What is called, for messages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call<'c> {
    /// `function`, `output`, `tag`.
    pub what: &'static str,
    /// Its name.
    pub name: &'c str,
    /// Where it is declared.
    pub definition: Span,
    /// The whole call.
    pub span: Span,
}

/// Types that type variables stand for in one call.
pub(super) type Bound = Vec<(Str, Type)>;

impl<'a> Checker<'a> {
    /// One value a parameter, `None` where the default is meant, and what the type variables were bound to.
    pub(super) fn arguments(
        &mut self,
        call: Call<'_>,
        params: &[FieldDef],
        args: &'a [ast::Arg],
        scope: ScopeId,
    ) -> (Vec<Option<Expr>>, Bound) {
        let mut given: Vec<Option<&'a ast::Arg>> = vec![None; params.len()];
        let mut position = 0;
        let mut wrong = false;
        for arg in args {
            let at = match &arg.name {
                None => {
                    position += 1;
                    position - 1
                }
                Some(name) => match params.iter().position(|param| param.name == name.text) {
                    Some(at) => at,
                    None => {
                        let near = did_you_mean(&name.text, params.iter().map(|param| param.name.as_str()));
                        self.report(e03::e0305_wrong_arguments::unknown_argument(
                            name.span,
                            call.what,
                            call.name,
                            &name.text,
                            near,
                            call.definition,
                        ));
                        wrong = true;
                        self.synth(&arg.value, scope);
                        continue;
                    }
                },
            };
            let count = args.iter().filter(|arg| arg.name.is_none()).count();
            match given.get_mut(at) {
                Some(slot @ None) => *slot = Some(arg),
                Some(Some(first)) => {
                    let name = params.get(at).map_or("", |param| param.name.as_str());
                    let first = first.value.span;
                    self.report(e03::e0305_wrong_arguments::given_twice(arg.value.span, name, first));
                    wrong = true;
                }
                None if !wrong => {
                    self.report(e03::e0305_wrong_arguments::too_many(
                        arg.value.span,
                        call.what,
                        call.name,
                        params.len(),
                        count,
                        call.definition,
                    ));
                    wrong = true;
                }
                None => {}
            }
        }
        let mut bound = Bound::new();
        let mut values = Vec::with_capacity(params.len());
        for (param, arg) in params.iter().zip(&given) {
            let Some(arg) = arg else {
                if param.required() && !wrong {
                    let wanted = self.type_text(&param.ty);
                    self.report(e03::e0305_wrong_arguments::missing(
                        call.span,
                        call.what,
                        call.name,
                        &param.name,
                        &wanted,
                        param.span,
                    ));
                }
                values.push(None);
                continue;
            };
            if let Some(name) = &arg.name {
                self.uses.record(name.span, DefinitionKind::Parameter, param.span);
            }
            values.push(Some(self.argument(param, arg, &mut bound, scope)));
        }
        (values, bound)
    }

    fn argument(&mut self, param: &FieldDef, arg: &'a ast::Arg, bound: &mut Bound, scope: ScopeId) -> Expr {
        let wanted = substitute(&param.ty, bound);
        if !has_variable(&wanted) {
            return self.check(&arg.value, Want::new(&wanted, param.span), scope);
        }
        let value = self.synth(&arg.value, scope);
        self.unify(&wanted, &value.ty, bound);
        let wanted = substitute(&wanted, bound);
        // What is still unknown after this argument (an empty list's elements) stands for anything.
        let wanted = forget(&wanted);
        self.coerce(value, Want::new(&wanted, param.span))
    }

    /// Binds the variables of `pattern` to what stands at their places in `ty`.
    fn unify(&self, pattern: &Type, ty: &Type, bound: &mut Bound) {
        match (pattern, ty) {
            (Type::Variable(name), _)
                if !bound.iter().any(|(known, _)| known == name) && !matches!(ty, Type::Error) =>
            {
                bound.push((name.clone(), ty.clone()));
            }
            (_, Type::Named(_)) => {
                if let Some(base) = self.model.alias(ty) {
                    self.unify(pattern, &base.clone(), bound);
                }
            }
            (Type::List(pattern), Type::List(ty))
            | (Type::Optional(pattern), Type::Optional(ty))
            | (Type::Late(pattern), Type::Late(ty))
            | (Type::Range(pattern), Type::Range(ty)) => self.unify(pattern, ty, bound),
            (Type::Map(key, value), Type::Map(key_type, value_type)) => {
                self.unify(key, key_type, bound);
                self.unify(value, value_type, bound);
            }
            (Type::Map(key, value), Type::Record(fields)) => {
                self.unify(key, &Type::String, bound);
                let joined = fields.iter().try_fold(Type::Never, |all, (_, ty)| self.model.join(&all, ty));
                if let Some(joined) = joined {
                    self.unify(value, &joined, bound);
                }
            }
            _ => {}
        }
    }
}

/// The type with bound variables replaced.
pub(super) fn substitute(ty: &Type, bound: &Bound) -> Type {
    replace(ty, &|name| bound.iter().find(|(known, _)| known == name).map(|(_, ty)| ty.clone()))
}

/// The type with all variables replaced by the type that fits everything.
pub(super) fn forget(ty: &Type) -> Type {
    replace(ty, &|_| Some(Type::Error))
}

fn replace(ty: &Type, with: &dyn Fn(&Str) -> Option<Type>) -> Type {
    if !has_variable(ty) {
        return ty.clone();
    }
    match ty {
        Type::Variable(name) => with(name).unwrap_or_else(|| ty.clone()),
        Type::List(inner) => Type::List(Arc::new(replace(inner, with))),
        Type::Optional(inner) => match replace(inner, with) {
            optional @ Type::Optional(_) => optional,
            inner => Type::Optional(Arc::new(inner)),
        },
        Type::Late(inner) => Type::Late(Arc::new(replace(inner, with))),
        Type::Range(inner) => Type::Range(Arc::new(replace(inner, with))),
        Type::Map(key, value) => Type::Map(Arc::new(replace(key, with)), Arc::new(replace(value, with))),
        other => other.clone(),
    }
}

fn has_variable(ty: &Type) -> bool {
    match ty {
        Type::Variable(_) => true,
        Type::List(inner) | Type::Optional(inner) | Type::Late(inner) | Type::Range(inner) => has_variable(inner),
        Type::Map(key, value) => has_variable(key) || has_variable(value),
        _ => false,
    }
}
