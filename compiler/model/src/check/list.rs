//! Lists, indexes and ranges.

use super::scope::ScopeId;
use super::{Checker, Want};
use crate::hir::{Expr, ExprKind, ListItem};
use crate::types::Type;
use infrac_diagnostics::codes::{e03, e05};
use infrac_source::Span;
use infrac_syntax::ast;
use std::sync::Arc;

impl<'a> Checker<'a> {
    pub(super) fn check_list(
        &mut self,
        items: &'a [ast::ListItem],
        span: Span,
        want: Want<'_>,
        scope: ScopeId,
    ) -> Expr {
        let list = self.model.find_form(want.ty, &mut |form| match form {
            Type::List(element) => Some(Arc::clone(element)),
            // What stands in a raw block is raw as deep as it goes: its maps need not be alike.
            Type::Raw => Some(Arc::new(Type::Raw)),
            _ => None,
        });
        let Some(element) = list else { return self.synth_list(items, span, scope) };
        let origin = want.origin;
        let whole = Type::List(Arc::clone(&element));
        let mut checked = Vec::with_capacity(items.len());
        for item in items {
            let element = Want { ty: &element, origin };
            checked.push(match item {
                ast::ListItem::Expr(value) => ListItem::Expr(self.check(value, element, scope)),
                ast::ListItem::Spread(list) => ListItem::Spread(self.check(list, Want { ty: &whole, origin }, scope)),
                ast::ListItem::For { binders, iterable, condition, value } => {
                    self.comprehension(binders, iterable, condition.as_ref(), value, Some(element), scope)
                }
            });
        }
        Expr { kind: ExprKind::List(checked), ty: whole, span }
    }

    /// A list without a wanted type: its elements' types are joined.
    pub(super) fn synth_list(&mut self, items: &'a [ast::ListItem], span: Span, scope: ScopeId) -> Expr {
        let mut checked: Vec<ListItem> = Vec::with_capacity(items.len());
        let mut joined: Option<(Type, Span)> = None;
        let mut poisoned = false;
        let quantity = super::number::clear_quantity(items);
        for item in items {
            let (item, ty, place) = match item {
                ast::ListItem::Expr(value) => {
                    let value = self.operand(value, quantity.clone(), scope);
                    let (ty, place) = (value.ty.clone(), value.span);
                    (ListItem::Expr(value), ty, place)
                }
                ast::ListItem::Spread(list) => {
                    let list = self.synth(list, scope);
                    let place = list.span;
                    let ty = match self.model.base(&list.ty) {
                        Type::List(element) => element.as_ref().clone(),
                        Type::Error => Type::Error,
                        _ => {
                            let found = self.type_text(&list.ty);
                            self.report(e03::e0318_not_iterable::not_iterable(place, &found));
                            Type::Error
                        }
                    };
                    (ListItem::Spread(list), ty, place)
                }
                ast::ListItem::For { binders, iterable, condition, value } => {
                    let item = self.comprehension(binders, iterable, condition.as_ref(), value, None, scope);
                    let ty = match &item {
                        ListItem::For { element, .. } => element.ty.clone(),
                        _ => Type::Error,
                    };
                    (item, ty, value.span)
                }
            };
            poisoned |= ty == Type::Error;
            checked.push(item);
            joined = match joined {
                None => Some((ty, place)),
                Some((known, first)) => match self.model.join(&known, &ty) {
                    Some(ty) => Some((ty, first)),
                    None => {
                        let (found, before) = (self.type_text(&ty), self.type_text(&known));
                        self.report(e03::e0324_branches_disagree::elements_disagree(place, &found, first, &before));
                        poisoned = true;
                        Some((known, first))
                    }
                },
            };
        }
        if poisoned {
            return self.poison(span);
        }
        let element = joined.map_or(Type::Never, |(ty, _)| ty);
        for item in &mut checked {
            if let ListItem::Expr(value) = item {
                let inner = std::mem::replace(value, Expr { kind: ExprKind::Poison, ty: Type::Error, span });
                *value = self.coerce(inner, Want::plain(&element));
            }
        }
        Expr { kind: ExprKind::List(checked), ty: Type::List(Arc::new(element)), span }
    }

    fn comprehension(
        &mut self,
        binders: &'a [ast::Ident],
        iterable: &'a ast::Expr,
        condition: Option<&'a ast::Expr>,
        value: &'a ast::Expr,
        want: Option<Want<'_>>,
        scope: ScopeId,
    ) -> ListItem {
        let walk = self.walk(binders, iterable, scope);
        let condition = condition.map(|condition| self.condition(condition, walk.scope));
        let element = match want {
            Some(want) => self.check(value, want, walk.scope),
            None => self.synth(value, walk.scope),
        };
        ListItem::For { key: walk.key, value: walk.value, iterable: walk.iterable, condition, element }
    }

    /// `base[index]`: a list by Int, a map by its keys, a block by the keys that it exposes.
    pub(super) fn synth_index(
        &mut self,
        base: &'a ast::Expr,
        index: &'a ast::Expr,
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        let base = self.synth(base, scope);
        let whole = self.model.base(&base.ty).clone();
        let (late, inner) = match &whole {
            Type::Late(inner) => (true, self.model.base(inner).clone()),
            other => (false, other.clone()),
        };
        let element = match &inner {
            Type::Error | Type::Never => {
                self.synth(index, scope);
                return self.poison(span);
            }
            Type::List(element) => Some((element.as_ref().clone(), Type::Int)),
            Type::Map(_, value) => Some((value.as_ref().clone(), Type::String)),
            Type::Ref(heads) if self.exposes(heads) => {
                if let ast::ExprKind::String(text) = &index.kind
                    && let Some(name) = text.plain()
                {
                    let key = ast::Ident { text: name, span: index.span };
                    return self.exposed_of(base, heads, &key, span, scope);
                }
                None
            }
            Type::Raw => {
                let index = Box::new(self.synth(index, scope));
                return Expr { kind: ExprKind::Index { base: Box::new(base), index }, ty: Type::Raw, span };
            }
            _ => None,
        };
        let Some((element, key)) = element else {
            let (what, found) = (self.describe(&base), self.type_text(&base.ty));
            if matches!(inner, Type::Optional(_)) {
                self.report(e03::e0314_maybe_null::maybe_null(base.span, &what, "a list or map", None));
            } else if self.model.holds_secret(&inner) {
                self.report(e05::e0503_secret_operation::secret_operation(base.span, "[…]"));
            } else {
                self.report(e03::e0319_not_indexable::not_indexable(base.span, &what, &found));
            }
            return self.poison(span);
        };
        let index = Box::new(self.check(index, Want::plain(&key), scope));
        let ty = match element {
            ty @ (Type::Late(_) | Type::Optional(_)) => ty,
            ty if late => Type::Late(Arc::new(ty)),
            ty => ty,
        };
        Expr { kind: ExprKind::Index { base: Box::new(base), index }, ty, span }
    }

    pub(super) fn check_range(
        &mut self,
        min: &'a ast::Expr,
        max: Option<&'a ast::Expr>,
        span: Span,
        want: Want<'_>,
        scope: ScopeId,
    ) -> Expr {
        let bound = self.model.find_form(want.ty, &mut |form| match form {
            Type::Range(bound) => Some(Arc::clone(bound)),
            _ => None,
        });
        let Some(bound) = bound else { return self.synth_range(min, max, span, scope) };
        let want = Want { ty: &bound, origin: want.origin };
        let min = Box::new(self.check(min, want, scope));
        let max = max.map(|max| Box::new(self.check(max, want, scope)));
        Expr { kind: ExprKind::Range { min, max }, ty: Type::Range(bound), span }
    }

    pub(super) fn synth_range(
        &mut self,
        min: &'a ast::Expr,
        max: Option<&'a ast::Expr>,
        span: Span,
        scope: ScopeId,
    ) -> Expr {
        let min = self.synth(min, scope);
        let Some(max) = max else {
            let ty = Type::Range(Arc::new(self.model.base(&min.ty).clone()));
            return Expr { kind: ExprKind::Range { min: Box::new(min), max: None }, ty, span };
        };
        let max = self.synth(max, scope);
        let Some(bound) = self.joined(&min, &max) else { return self.poison(span) };
        if bound == Type::Error {
            return self.poison(span);
        }
        let (min, max) = (self.coerce(min, Want::plain(&bound)), self.coerce(max, Want::plain(&bound)));
        let kind = ExprKind::Range { min: Box::new(min), max: Some(Box::new(max)) };
        Expr { kind, ty: Type::Range(Arc::new(bound)), span }
    }
}
