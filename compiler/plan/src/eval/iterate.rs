//! Walking lists and maps.

use super::{Binding, Evaluator, Scope, ScopeRef, Slot};
use crate::text::Text;
use crate::value::{Val, Value};
use infrac_model::LocalId;
use infrac_model::hir::{Expr, ListItem};
use infrac_source::Span;
use std::rc::Rc;

impl<'m> Evaluator<'m> {
    /// The rounds of a loop: (index or key, element).
    pub fn rounds(&mut self, walked: &Val) -> Vec<(Val, Val)> {
        let origin = walked.origin;
        match &walked.value {
            Value::List(items) => {
                let index = |at: usize| Val { value: Value::Int(at as i64), origin };
                items.iter().enumerate().map(|(at, item)| (index(at), item.clone())).collect()
            }
            Value::Map(fields) => {
                let key = |key: &infrac_source::Str| Val { value: Value::Text(Text::literal(key.clone())), origin };
                fields.iter().map(|(name, item)| (key(name), item.clone())).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A list with spreads and loops.
    pub fn list(&mut self, items: &'m [ListItem], span: Span, scope: &ScopeRef<'m>) -> Val {
        let mut values: Vec<Val> = Vec::with_capacity(items.len());
        for item in items {
            match item {
                ListItem::Expr(expr) => values.push(self.eval(expr, scope)),
                ListItem::Spread(expr) => match self.eval(expr, scope) {
                    Val { value: Value::List(more), .. } => values.extend(more.iter().cloned()),
                    _ => return self.poison(span, scope.trace),
                },
                ListItem::For { key, value, iterable, condition, element } => {
                    let walked = self.eval(iterable, scope);
                    if matches!(walked.value, Value::Poison) {
                        return walked;
                    }
                    let names = (*key, *value);
                    if !self.comprehension(&walked, names, condition.as_ref(), element, scope, &mut values) {
                        return self.poison(span, scope.trace);
                    }
                }
            }
            if !self.elements(values.len(), span) {
                return self.poison(span, scope.trace);
            }
        }
        self.val(Value::List(values.into()), span, scope.trace)
    }

    fn comprehension(
        &mut self,
        walked: &Val,
        (key, value): (Option<LocalId>, LocalId),
        condition: Option<&'m Expr>,
        element: &'m Expr,
        scope: &ScopeRef<'m>,
        out: &mut Vec<Val>,
    ) -> bool {
        for (round, item) in self.rounds(walked) {
            let mut bindings: Vec<Binding<'m>> = vec![(value, Slot::Value(item))];
            bindings.extend(key.map(|key| (key, Slot::Value(round))));
            let inner = Rc::new(Scope::within(scope, bindings));
            match condition.map_or(Some(true), |condition| self.truth(condition, &inner)) {
                Some(true) => {}
                Some(false) => continue,
                None => return false,
            }
            let made = self.eval(element, &inner);
            out.push(made);
            if !self.elements(out.len(), element.span) {
                return false;
            }
        }
        true
    }
}
