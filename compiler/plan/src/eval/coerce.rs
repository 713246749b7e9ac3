//! Conversions: a value to the form that a type wants, with the predicates and languages that it has not passed yet.

use super::merge::bare;
use super::number::base_of;
use super::{Evaluator, ScopeRef};
use crate::Entries;
use crate::value::{Fields, Val, Value};
use infrac_model::hir::{Expr, ExprKind, TextPart};
use infrac_model::{FieldDef, Shape, Type, TypeDef};
use std::sync::Arc;

impl<'m> Evaluator<'m> {
    /// A conversion in the tree: `whole.ty` is wanted of `inner`.
    pub fn coerce_expr(&mut self, inner: &'m Expr, whole: &'m Expr, scope: &ScopeRef<'m>) -> Val {
        if matches!(inner.kind, ExprKind::Body(_) | ExprKind::Tag { .. }) && self.reads_bodies(&whole.ty) {
            let said = super::contribution::Said::Expr(inner, std::rc::Rc::clone(scope));
            let rank = super::contribution::Rank::PLAIN;
            let piece = super::contribution::Contribution { rank, said, span: inner.span };
            return self.build(&whole.ty, vec![piece], inner.span, scope);
        }
        let val = self.eval(inner, scope);
        // The checker has read literal text as its language already.
        let literal =
            matches!(&bare(inner).kind, ExprKind::Text(parts) if matches!(&**parts, [] | [TextPart::Text(..)]));
        self.convert(val, &whole.ty, scope, literal)
    }

    /// Whether a Body is read straight as a value of this type.
    fn reads_bodies(&self, ty: &Type) -> bool {
        match ty {
            Type::Map(..) => true,
            Type::Optional(inner) | Type::Late(inner) => self.reads_bodies(inner),
            Type::Named(id) => match &self.model.type_def(*id).shape {
                Shape::Alias(base) => self.reads_bodies(base),
                Shape::Record(_) | Shape::Tags(_) => true,
            },
            _ => false,
        }
    }

    /// A value in the form that `ty` wants.
    pub fn coerce(&mut self, val: Val, ty: &Type, home: &ScopeRef<'m>) -> Val {
        self.convert(val, ty, home, false)
    }

    fn convert(&mut self, val: Val, ty: &Type, home: &ScopeRef<'m>, literal: bool) -> Val {
        if matches!(val.value, Value::Poison) {
            return val;
        }
        let origin = val.origin;
        match ty {
            Type::Optional(_) if matches!(val.value, Value::Null) => val,
            Type::Optional(inner) | Type::Late(inner) => self.convert(val, inner, home, literal),
            Type::Named(id) => self.convert_named(val, self.model.type_def(*id), home, literal),
            Type::Union(members) => match members.iter().find(|member| self.admits(member, &val.value)) {
                Some(member) => self.convert(val, member, home, literal),
                None => val,
            },
            Type::Range(inner) => match val.value {
                Value::Range(ends) => {
                    let min = self.convert(ends.0.clone(), inner, home, literal);
                    let max = ends.1.clone().map(|max| self.convert(max, inner, home, literal));
                    whole_range(min, max, origin)
                }
                _ => {
                    let end = self.convert(val, inner, home, literal);
                    whole_range(end.clone(), Some(end), origin)
                }
            },
            Type::List(inner) => match val.value {
                Value::List(items) => {
                    let items: Vec<Val> =
                        items.iter().map(|item| self.convert(item.clone(), inner, home, literal)).collect();
                    let poisoned = items.iter().any(|item| matches!(item.value, Value::Poison));
                    Val { value: if poisoned { Value::Poison } else { Value::List(items.into()) }, origin }
                }
                _ => val,
            },
            Type::Map(key, value) => match &val.value {
                Value::Map(fields) => {
                    let fields = Arc::clone(fields);
                    self.convert_map(&fields, key, value, origin, home)
                }
                _ => val,
            },
            Type::Secret => match val.value {
                Value::Ref(block) if self.is_secret(block) => Val { value: self.secret_of(block), origin },
                _ => val,
            },
            Type::Decimal => match val.value {
                Value::Int(_) => Val { value: base_of(&val.value).map_or(Value::Poison, Value::Decimal), origin },
                _ => val,
            },
            _ => val,
        }
    }

    fn convert_map(
        &mut self,
        fields: &Fields,
        key: &Type,
        value: &Type,
        origin: crate::OriginId,
        home: &ScopeRef<'m>,
    ) -> Val {
        let mut made = Entries::with_capacity(fields.len());
        for (name, field) in fields {
            if *key != Type::String {
                let text = Val { value: Value::Text(crate::Text::literal(name.clone())), origin };
                if matches!(self.convert(text, key, home, false).value, Value::Poison) {
                    return Val { value: Value::Poison, origin };
                }
            }
            let field = self.convert(field.clone(), value, home, false);
            made.push(name.clone(), field);
        }
        Val { value: Value::Map(Arc::new(made.into())), origin }
    }

    fn convert_named(&mut self, val: Val, def: &'m TypeDef, home: &ScopeRef<'m>, literal: bool) -> Val {
        let origin = val.origin;
        let val = match &def.shape {
            Shape::Alias(base) => self.convert(val, base, home, literal),
            Shape::Record(fields) => match &val.value {
                Value::Map(given) => {
                    let given = Arc::clone(given);
                    match self.convert_fields(fields, &given, origin, home) {
                        Some(made) => Val { value: Value::Map(made), origin },
                        None => Val { value: Value::Poison, origin },
                    }
                }
                _ => val,
            },
            Shape::Tags(tags) => match &val.value {
                Value::Tag(name, payload) => match tags.iter().find(|tag| tag.name == *name) {
                    Some(tag) if !tag.fields.is_empty() => {
                        let (name, payload) = (name.clone(), Arc::clone(payload));
                        match self.convert_fields(&tag.fields, &payload, origin, home) {
                            Some(made) => Val { value: Value::Tag(name, made), origin },
                            None => Val { value: Value::Poison, origin },
                        }
                    }
                    _ => val,
                },
                _ => val,
            },
        };
        if matches!(val.value, Value::Poison) {
            return val;
        }
        if let Some(language) = def.language
            && !literal
            && !self.speaks(language, &val)
        {
            return Val { value: Value::Poison, origin };
        }
        if let Some(refinement) = &def.refinement {
            let root = self.root_scope();
            if !self.holds(refinement, &val, &root) {
                return Val { value: Value::Poison, origin };
            }
        }
        val
    }

    /// The fields of a record that was built elsewhere: each converted, absent ones from their defaults.
    fn convert_fields(
        &mut self,
        fields: &'m [FieldDef],
        given: &Fields,
        origin: crate::OriginId,
        home: &ScopeRef<'m>,
    ) -> Option<Arc<Fields>> {
        let mut made = Vec::with_capacity(fields.len());
        for field in fields {
            let val = match given.get(&field.name) {
                Some(val) => self.convert(val.clone(), &field.ty, home, false),
                None => self.field(field, Vec::new(), home).unwrap_or(Val { value: Value::Poison, origin }),
            };
            if matches!(val.value, Value::Poison) {
                return None;
            }
            made.push(val);
        }
        Some(self.shaped(fields, made))
    }

    /// Whether a value has the form of a type: which member of a union it is.
    fn admits(&self, ty: &Type, value: &Value) -> bool {
        match ty {
            Type::Optional(inner) => matches!(value, Value::Null) || self.admits(inner, value),
            Type::Late(inner) => self.admits(inner, value),
            Type::Named(id) => match &self.model.type_def(*id).shape {
                Shape::Alias(base) => self.admits(base, value),
                Shape::Record(_) => matches!(value, Value::Map(_)),
                Shape::Tags(tags) => {
                    matches!(value, Value::Tag(name, _) if tags.iter().any(|tag| tag.name == *name))
                }
            },
            Type::Tags(tags) => matches!(value, Value::Tag(name, _) if tags.iter().any(|tag| tag.name == *name)),
            Type::Secret => match value {
                Value::Secret(_) => true,
                Value::Ref(block) => self.is_secret(*block),
                _ => false,
            },
            Type::Bool => matches!(value, Value::Bool(_)),
            Type::Int => matches!(value, Value::Int(_)),
            Type::Decimal => matches!(value, Value::Decimal(_) | Value::Int(_)),
            Type::String => matches!(value, Value::Text(_)),
            Type::Duration => matches!(value, Value::Duration(_)),
            Type::Bytes => matches!(value, Value::Bytes(_)),
            Type::Cpu => matches!(value, Value::Cpu(_)),
            Type::Percent => matches!(value, Value::Percent(_)),
            Type::Rate => matches!(value, Value::Rate(_)),
            Type::List(_) => matches!(value, Value::List(_)),
            Type::Map(..) | Type::Record(_) => matches!(value, Value::Map(_)),
            Type::Range(inner) => matches!(value, Value::Range(_)) || self.admits(inner, value),
            Type::Ref(_) => matches!(value, Value::Ref(_)),
            Type::Endpoint => matches!(value, Value::Endpoint(_)),
            Type::Signal(_) => matches!(value, Value::Signal(_)),
            Type::Condition => matches!(value, Value::Condition(_)),
            Type::Environment => matches!(value, Value::Environment(_)),
            Type::Union(members) => members.iter().any(|member| self.admits(member, value)),
            Type::Raw | Type::Error | Type::Variable(_) => true,
            Type::Never => false,
        }
    }
}

fn whole_range(min: Val, max: Option<Val>, origin: crate::OriginId) -> Val {
    let poisoned = |val: &Val| matches!(val.value, Value::Poison);
    if poisoned(&min) || max.as_ref().is_some_and(poisoned) {
        return Val { value: Value::Poison, origin };
    }
    Val { value: Value::Range(Arc::new((min, max))), origin }
}
