//! What `for` walks: lists and maps whose length is known when building.

use super::Checker;
use super::scope::ScopeId;
use crate::LocalId;
use crate::hir::Expr;
use crate::types::Type;
use infrac_diagnostics::codes::{e03, e05};
use infrac_syntax::ast;

/// A loop's head, checked.
pub(super) struct Walk {
    /// The frame with the binders.
    pub scope: ScopeId,
    /// Key or index.
    pub key: Option<LocalId>,
    /// Element or value.
    pub value: LocalId,
    /// What is walked.
    pub iterable: Expr,
}

impl<'a> Checker<'a> {
    pub(super) fn walk(&mut self, binders: &'a [ast::Ident], iterable: &'a ast::Expr, outer: ScopeId) -> Walk {
        let iterable = self.synth(iterable, outer);
        let context = self.context(outer);
        let scope = self.inner_scope(outer, context);
        let (key, element) = match self.model.base(&iterable.ty).clone() {
            Type::List(element) => (Type::Int, element.as_ref().clone()),
            Type::Map(key, value) => (key.as_ref().clone(), value.as_ref().clone()),
            Type::Record(fields) => {
                let joined = fields.iter().try_fold(Type::Never, |all, (_, ty)| self.model.join(&all, ty));
                match joined {
                    Some(joined) => (Type::String, joined),
                    None => self.not_walked(&iterable),
                }
            }
            Type::Error | Type::Never => (Type::Error, Type::Error),
            _ => self.not_walked(&iterable),
        };
        let is_map = matches!(self.model.base(&iterable.ty), Type::Map(..) | Type::Record(_));
        if let ([only], true) = (binders, is_map) {
            self.report(e03::e0318_not_iterable::map_with_one_name(only.span, &only.text));
        }
        let (key, value) = match binders {
            [first, second, ..] => {
                let key = self.bind_local(scope, first, key);
                (Some(key), self.bind_local(scope, second, element))
            }
            [only] => (None, self.bind_local(scope, only, if is_map { Type::Error } else { element })),
            [] => (None, self.new_local(&"_".into(), iterable.span, element)),
        };
        Walk { scope, key, value, iterable }
    }

    fn not_walked(&mut self, iterable: &Expr) -> (Type, Type) {
        if let Type::Optional(_) = self.model.base(&iterable.ty) {
            let what = self.describe(iterable);
            self.report(e03::e0314_maybe_null::maybe_null(iterable.span, &what, "a list or map", None));
        } else if self.without_late(&iterable.ty).is_some() {
            let (what, source) = (self.describe(iterable), self.late_source(iterable));
            self.report(e03::e0308_late_value::late_value(iterable.span, &what, source, None));
        } else if self.model.holds_secret(&iterable.ty) {
            self.report(e05::e0503_secret_operation::secret_operation(iterable.span, "for"));
        } else {
            let found = self.type_text(&iterable.ty);
            self.report(e03::e0318_not_iterable::not_iterable(iterable.span, &found));
        }
        (Type::Error, Type::Error)
    }
}
