//! Which value may stand where which type is wanted: `T ≤ U`, the forms of a type, and the join of two.

use crate::model::Model;
use crate::types::{FieldDef, Head, Shape, TagDef, Type};
use crate::{KindId, TypeId};
use infrac_source::Str;
use std::sync::Arc;

/// Aliases of aliases and types within types are followed this deep; what lies deeper was refused as recursive.
const DEPTH: u32 = 64;

impl Model {
    /// `from ≤ to`: a value of the first type may stand where the second is wanted, with a conversion if they differ. Conversions that may fail
    /// (base to refinement) fail at evaluation.
    pub fn fits(&self, from: &Type, to: &Type) -> bool {
        self.fits_at(from, to, DEPTH)
    }

    fn fits_at(&self, from: &Type, to: &Type, depth: u32) -> bool {
        if from == to {
            return true;
        }
        let Some(depth) = depth.checked_sub(1) else { return false };
        let fits = |from: &Type, to: &Type| self.fits_at(from, to, depth);
        match (from, to) {
            (Type::Error | Type::Never, _) | (_, Type::Error) => true,
            (Type::Union(members), _) => members.iter().all(|member| fits(member, to)),
            (Type::Optional(from), Type::Optional(to)) => fits(from, to),
            _ if self.alias(from).is_some() && !matches!(to, Type::Union(members) if members.contains(from)) => {
                self.alias(from).is_some_and(|base| fits(base, to))
            }
            _ if self.alias(to).is_some() => self.alias(to).is_some_and(|base| fits(from, base)),
            (Type::Late(inner), Type::Late(to)) => fits(inner, to),
            (Type::Optional(inner), Type::Raw) | (Type::Late(inner), Type::Raw) => fits(inner, to),
            (Type::Raw, Type::Late(_)) => true,
            (Type::Optional(_), _) => false,
            (_, Type::Optional(to)) => fits(from, to),
            (_, Type::Union(members)) => members.iter().any(|member| fits(from, member)),
            (Type::Late(_), _) => false,
            (_, Type::Late(to)) => !self.holds_secret(from) && fits(from, to),
            (_, Type::Raw) => !self.holds_secret(from),
            (Type::Int, Type::Decimal) => true,
            (Type::Range(from), Type::Range(to)) => fits(from, to),
            (_, Type::Range(to)) => fits(from, to),
            (Type::List(from), Type::List(to)) => fits(from, to),
            (Type::Map(key, value), Type::Map(to_key, to_value)) => fits(key, to_key) && fits(value, to_value),
            (Type::Signal(from), Type::Signal(to)) => fits(from, to),
            (Type::Ref(from), Type::Ref(to)) => from.iter().all(|&head| self.head_fits(head, to)),
            (Type::Ref(heads), Type::Secret) => {
                !heads.is_empty() && heads.iter().all(|&head| self.is_kind(head, "secret"))
            }
            (Type::Record(fields), Type::Map(_, value)) => fields.iter().all(|(_, field)| fits(field, value)),
            (Type::Record(fields), Type::Named(id)) => match &self.type_def(*id).shape {
                Shape::Record(wanted) => self.record_fits(fields, wanted, depth),
                Shape::Tags(_) | Shape::Alias(_) => false,
            },
            (Type::Record(fields), Type::Record(wanted)) => {
                fields.len() == wanted.len()
                    && wanted
                        .iter()
                        .all(|(name, to)| fields.iter().any(|(field, from)| field == name && fits(from, to)))
            }
            _ => false,
        }
    }

    fn record_fits(&self, fields: &[(Str, Type)], wanted: &[FieldDef], depth: u32) -> bool {
        let known = |name: &Str| wanted.iter().find(|field| field.name == *name);
        fields.iter().all(|(name, from)| known(name).is_some_and(|to| self.fits_at(from, &to.ty, depth)))
            && wanted
                .iter()
                .filter(|field| field.required())
                .all(|field| fields.iter().any(|(name, _)| *name == field.name))
    }

    /// `Ref<c> ≤ Ref<k>` for a component `c(…): k`; no heads at all means any block.
    fn head_fits(&self, head: Head, wanted: &[Head]) -> bool {
        wanted.is_empty()
            || wanted.contains(&head)
            || self.kind_of(head).is_some_and(|kind| wanted.contains(&Head::Kind(kind)))
    }

    /// Whether a block of this head is of the kind of that name.
    pub fn is_kind(&self, head: Head, name: &str) -> bool {
        self.kind_of(head).is_some_and(|kind| self.kind(kind).name == name)
    }

    /// What a named type is another name for.
    pub(crate) fn alias(&self, ty: &Type) -> Option<&Type> {
        match ty {
            Type::Named(id) => match &self.type_def(*id).shape {
                Shape::Alias(base) => Some(base),
                Shape::Record(_) | Shape::Tags(_) => None,
            },
            _ => None,
        }
    }

    /// The type without the names and refinements around it.
    pub fn base<'t>(&'t self, mut ty: &'t Type) -> &'t Type {
        for _ in 0..DEPTH {
            match self.alias(ty) {
                Some(base) => ty = base,
                None => break,
            }
        }
        ty
    }

    /// Looks at every form that a value of the type may have, outermost first, through `?`, `late`, ranges, unions and names.
    pub fn find_form<R>(&self, ty: &Type, look: &mut dyn FnMut(&Type) -> Option<R>) -> Option<R> {
        self.find_form_at(ty, look, DEPTH)
    }

    fn find_form_at<R>(&self, ty: &Type, look: &mut dyn FnMut(&Type) -> Option<R>, depth: u32) -> Option<R> {
        if let Some(found) = look(ty) {
            return Some(found);
        }
        let depth = depth.checked_sub(1)?;
        match ty {
            Type::Optional(inner) | Type::Late(inner) | Type::Range(inner) => self.find_form_at(inner, look, depth),
            Type::Union(members) => members.iter().find_map(|member| self.find_form_at(member, look, depth)),
            Type::Named(_) => self.find_form_at(self.alias(ty)?, look, depth),
            _ => None,
        }
    }

    /// Whether a value of the type may hold secret text.
    pub fn holds_secret(&self, ty: &Type) -> bool {
        self.holds(ty, DEPTH, &|ty| match ty {
            Type::Secret => true,
            Type::Ref(heads) => !heads.is_empty() && heads.iter().all(|&head| self.is_kind(head, "secret")),
            _ => false,
        })
    }

    /// Whether a value of the type, or an element of it, may be known only later.
    pub(crate) fn holds_late(&self, ty: &Type) -> bool {
        self.holds(ty, DEPTH, &|ty| matches!(ty, Type::Late(_) | Type::Raw))
    }

    fn holds(&self, ty: &Type, depth: u32, is: &dyn Fn(&Type) -> bool) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        is(ty)
            || match ty {
                Type::Optional(inner) | Type::Late(inner) | Type::Range(inner) | Type::List(inner) => {
                    self.holds(inner, depth, is)
                }
                Type::Map(_, value) => self.holds(value, depth, is),
                Type::Union(members) => members.iter().any(|member| self.holds(member, depth, is)),
                Type::Record(fields) => fields.iter().any(|(_, field)| self.holds(field, depth, is)),
                Type::Named(_) => self.alias(ty).is_some_and(|base| self.holds(base, depth, is)),
                _ => false,
            }
    }

    /// The type that values of both types have, if there is one.
    pub(crate) fn join(&self, a: &Type, b: &Type) -> Option<Type> {
        if matches!(a, Type::Error | Type::Never) || self.fits(a, b) {
            return Some(b.clone());
        }
        if self.fits(b, a) {
            return Some(a.clone());
        }
        match (a, b) {
            (Type::Optional(inner), other) | (other, Type::Optional(inner)) => {
                let other = if let Type::Optional(other) = other { other } else { other };
                Some(Type::Optional(Arc::new(self.join(inner, other)?)))
            }
            (Type::List(a), Type::List(b)) => Some(Type::List(Arc::new(self.join(a, b)?))),
            (Type::Ref(a), Type::Ref(b)) => {
                let mut heads: Vec<Head> = a.iter().chain(b.iter()).copied().collect();
                heads.sort();
                heads.dedup();
                Some(Type::Ref(heads.into()))
            }
            _ => None,
        }
    }

    /// The tags that a bare name may mean where `ty` is wanted: the union's number and its tags.
    pub fn tags(&self, ty: &Type) -> Option<(Option<TypeId>, &[TagDef])> {
        match ty {
            Type::Named(id) => match &self.type_def(*id).shape {
                Shape::Tags(tags) => Some((Some(*id), tags)),
                Shape::Alias(_) | Shape::Record(_) => None,
            },
            _ => None,
        }
    }

    /// The fields of a nominal record.
    pub fn record_fields(&self, ty: &Type) -> Option<&[FieldDef]> {
        match ty {
            Type::Named(id) => match &self.type_def(*id).shape {
                Shape::Record(fields) => Some(fields),
                Shape::Alias(_) | Shape::Tags(_) => None,
            },
            _ => None,
        }
    }

    /// The kind called `environment`, whose attributes `env` has.
    pub fn environment_kind(&self) -> Option<KindId> {
        self.kind_named("environment")
    }
}
