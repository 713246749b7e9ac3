//! `x.m`, `x[i]`: fields, ends of ranges, parts of endpoints, members of blocks, attributes of resources.

use super::{Evaluator, ScopeRef};
use crate::text::{LateRef, Part, PathStep, Text};
use crate::value::{Val, Value};
use crate::{BlockId, EndpointId};
use infrac_diagnostics::codes::e04;
use infrac_model::Type;
use infrac_model::hir::Expr;
use infrac_source::{Span, Str};
use std::sync::Arc;

impl<'m> Evaluator<'m> {
    /// `base.name`, `base?.name`; `whole` is that expression.
    pub fn member_of(&mut self, base: &'m Expr, name: &'m Str, whole: &'m Expr, scope: &ScopeRef<'m>) -> Val {
        let span = whole.span;
        let val = self.eval(base, scope);
        match &val.value {
            Value::Null => self.val(Value::Null, span, scope.trace),
            Value::Map(fields) => match fields.get(name) {
                Some(field) => field.clone(),
                None => self.val(Value::Null, span, scope.trace),
            },
            Value::Tag(_, fields) => match fields.get(name) {
                Some(field) => field.clone(),
                None => self.poison(span, scope.trace),
            },
            Value::Range(ends) => match (name.as_str(), &ends.1) {
                ("min", _) => ends.0.clone(),
                ("max", Some(max)) => max.clone(),
                _ => self.val(Value::Null, span, scope.trace),
            },
            Value::Endpoint(endpoint) => self.endpoint_member(*endpoint, name, span, scope),
            Value::Ref(block) => self.block_member(*block, name, &whole.ty, span, scope),
            Value::Environment(_) => match self.env_block {
                Some(block) => self.block_member(block, name, &whole.ty, span, scope),
                None => self.poison(span, scope.trace),
            },
            Value::Text(text) => match self.late_step(text, PathStep::Field(name.clone())) {
                Some(value) => self.val(value, span, scope.trace),
                None => self.poison(span, scope.trace),
            },
            _ => self.poison(span, scope.trace),
        }
    }

    /// A step into a resource's attribute that is known only after it was made.
    fn late_step(&self, text: &Text, step: PathStep) -> Option<Value> {
        let [Part::Late(LateRef::Attr(block, path))] = text.parts() else { return None };
        let path: Arc<[PathStep]> = path.iter().cloned().chain([step]).collect();
        Some(Value::Text(Text::new([Part::Late(LateRef::Attr(*block, path))])))
    }

    fn endpoint_member(&mut self, id: EndpointId, name: &str, span: Span, scope: &ScopeRef<'m>) -> Val {
        let Some(endpoint) = self.endpoints.get(id.0 as usize) else {
            return self.poison(span, scope.trace);
        };
        // Even a host that is known stays a reference: who uses the endpoint is seen by it.
        let host = || [Part::Late(LateRef::Host(id))];
        let port = || Part::Lit(format!(":{}", endpoint.port.value).into());
        let parts = match name {
            "port" => return Val { value: Value::Int(endpoint.port.value), origin: endpoint.port.origin },
            "host" => host().to_vec(),
            "address" => host().into_iter().chain([port()]).collect(),
            "url" => [Part::Lit("http://".into())].into_iter().chain(host()).chain([port()]).collect(),
            _ => return self.poison(span, scope.trace),
        };
        self.val(Value::Text(Text::new(parts)), span, scope.trace)
    }

    /// A member of a block: exposed keys, then outputs, then attributes, then child kinds.
    fn block_member(&mut self, block: BlockId, name: &Str, wanted: &Type, span: Span, scope: &ScopeRef<'m>) -> Val {
        let kind = self.block(block).kind.map(|kind| self.model.kind(kind));
        if let Some(kind) = kind {
            for (attribute, ty) in kind.exposes.iter().filter(|(_, ty)| is(wanted, ty)) {
                if let Some(exposed) = self.exposed(block, attribute, ty, name, span, scope) {
                    return exposed;
                }
            }
        }
        if let Some(val) = self.output(block, name, &[], span, scope) {
            return val;
        }
        let Some(kind) = kind else { return self.poison(span, scope.trace) };
        if kind.attributes.contains_key(name) {
            return self.attribute(block, name, span);
        }
        if kind.raw {
            let path: Arc<[PathStep]> = [PathStep::Field(name.clone())].into();
            let late = Text::new([Part::Late(LateRef::Attr(block, path))]);
            return self.val(Value::Text(late), span, scope.trace);
        }
        if kind.children.contains_key(name) {
            let fields: crate::Fields = self
                .children(block)
                .iter()
                .filter(|&&child| self.block(child).kind_name(self.model) == name.as_str())
                .map(|&child| {
                    let origin = self.block(child).origin;
                    (self.block(child).label.clone(), Val { value: Value::Ref(child), origin })
                })
                .collect();
            return self.val(Value::Map(Arc::new(fields)), span, scope.trace);
        }
        self.poison(span, scope.trace)
    }

    /// A key that the block exposes: a port as its endpoint, a part of a secret.
    fn exposed(
        &mut self,
        block: BlockId,
        attribute: &Str,
        ty: &Type,
        name: &Str,
        span: Span,
        scope: &ScopeRef<'m>,
    ) -> Option<Val> {
        let val = self.attribute(block, attribute, span);
        match (ty, &val.value) {
            (Type::Endpoint, Value::Map(ports)) => {
                let port = ports.get(name)?;
                let Value::Int(number) = port.value else { return Some(self.poison(span, scope.trace)) };
                let id = self.endpoint_of(block, name, number, port.origin);
                Some(self.val(Value::Endpoint(id), span, scope.trace))
            }
            (Type::Secret, Value::List(keys)) => {
                let known = keys.iter().any(|key| self.plain_text(key).is_some_and(|key| key == *name));
                known.then(|| {
                    let part =
                        crate::SensitivePart::Secret(crate::SecretRef { secret: block, key: Some(name.clone()) });
                    self.val(Value::Secret(crate::Sensitive::new([part])), span, scope.trace)
                })
            }
            (_, Value::Poison) => Some(self.poison(span, scope.trace)),
            _ => None,
        }
    }

    /// `base[index]`.
    pub fn index(&mut self, base: &'m Expr, index: &'m Expr, span: Span, scope: &ScopeRef<'m>) -> Val {
        let val = self.eval(base, scope);
        let at = self.eval(index, scope);
        match (&val.value, &at.value) {
            (Value::List(items), Value::Int(number)) => {
                match usize::try_from(*number).ok().and_then(|number| items.get(number)) {
                    Some(item) => item.clone(),
                    None => {
                        let place = self.user_place(index.span, scope.trace);
                        let report = e04::e0444_absent_index::absent_element(place, *number, items.len());
                        let report = self.with_trace(report, index.span, scope.trace);
                        self.report(report);
                        self.poison(span, scope.trace)
                    }
                }
            }
            (Value::Map(fields), Value::Text(key)) => match key.known() {
                Some(key) => match fields.get(&key) {
                    Some(item) => item.clone(),
                    None => {
                        let place = self.user_place(index.span, scope.trace);
                        let known: Vec<&str> = fields.keys().map(Str::as_str).collect();
                        let report = e04::e0444_absent_index::absent_key(place, &key, &known);
                        let report = self.with_trace(report, index.span, scope.trace);
                        self.report(report);
                        self.poison(span, scope.trace)
                    }
                },
                None => self.poison(span, scope.trace),
            },
            (Value::Text(text), Value::Int(number)) => match self.late_step(text, PathStep::Index(*number)) {
                Some(value) => self.val(value, span, scope.trace),
                None => self.poison(span, scope.trace),
            },
            (Value::Text(text), Value::Text(key)) => {
                let step = key.known().and_then(|key| self.late_step(text, PathStep::Field(key)));
                match step {
                    Some(value) => self.val(value, span, scope.trace),
                    None => self.poison(span, scope.trace),
                }
            }
            _ => self.poison(span, scope.trace),
        }
    }
}

/// Whether that type is wanted: the checker has told an exposed key from an attribute of the same name.
fn is(wanted: &Type, ty: &Type) -> bool {
    match wanted {
        Type::Optional(inner) | Type::Late(inner) => is(inner, ty),
        _ => wanted == ty,
    }
}
