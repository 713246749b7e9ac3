//! Types as written to types as known.

use super::Checker;
use crate::declare::{STD, Value};
use crate::types::{FieldDef, Head, Shape, TagDef, Type, TypeDef};
use crate::uses::DefinitionKind;
use crate::{ModuleId, TypeId};
use infrac_diagnostics::codes::{e02, e03};
use infrac_diagnostics::did_you_mean;
use infrac_source::{Span, Str};
use infrac_syntax::ast;
use std::sync::Arc;

/// The type names that the language itself has; the standard library declares all others.
pub const BUILTIN: &[&str] = &[
    "Bool",
    "Int",
    "Decimal",
    "String",
    "Duration",
    "Bytes",
    "Cpu",
    "Percent",
    "Rate",
    "List",
    "Map",
    "Range",
    "Ref",
    "Endpoint",
    "Secret",
    "Signal",
    "Condition",
    "Never",
    "Raw",
    "Environment",
    "AnyBlock",
];

impl<'a> Checker<'a> {
    /// The type that is written there. `variables` are the type variables of an intrinsic function.
    pub(crate) fn lower_type(&mut self, ty: &'a ast::Type, module: ModuleId, variables: &[ast::Ident]) -> Type {
        match &ty.kind {
            ast::TypeKind::Named { path, args } => self.lower_named(path, args, ty.span, module, variables),
            ast::TypeKind::Late(inner) => match self.lower_type(inner, module, variables) {
                Type::Optional(inner) => Type::Optional(Arc::new(Type::Late(inner))),
                Type::Secret => {
                    self.report(e03::e0322_malformed_type::late_secret(ty.span));
                    Type::Secret
                }
                late @ (Type::Late(_) | Type::Error) => late,
                inner => Type::Late(Arc::new(inner)),
            },
            ast::TypeKind::Optional(inner) => match self.lower_type(inner, module, variables) {
                optional @ (Type::Optional(_) | Type::Error) => optional,
                inner => Type::Optional(Arc::new(inner)),
            },
            ast::TypeKind::Union(members) => self.lower_union(members, ty.span, module, variables),
            ast::TypeKind::Record(fields) => {
                let id = self.anonymous(ty.span, module);
                let fields = self.lower_fields(fields, module, variables, super::signature::Place::Record(id));
                self.set_shape(id, Shape::Record(fields));
                Type::Named(id)
            }
            ast::TypeKind::Tag { .. } => {
                let id = self.anonymous(ty.span, module);
                let tags = self.lower_tags(std::slice::from_ref(ty), id, module);
                self.set_shape(id, Shape::Tags(tags));
                Type::Named(id)
            }
            ast::TypeKind::Error => Type::Error,
        }
    }

    /// Fills in a `type` declaration: records and tagged unions become its own shape.
    pub(crate) fn lower_declared(&mut self, id: TypeId, ty: &'a ast::Type, module: ModuleId) {
        let shape = match &ty.kind {
            ast::TypeKind::Record(fields) => {
                Shape::Record(self.lower_fields(fields, module, &[], super::signature::Place::Record(id)))
            }
            ast::TypeKind::Tag { .. } => Shape::Tags(self.lower_tags(std::slice::from_ref(ty), id, module)),
            ast::TypeKind::Union(members) if members.iter().all(is_tag) => {
                Shape::Tags(self.lower_tags(members, id, module))
            }
            _ => Shape::Alias(self.lower_type(ty, module, &[])),
        };
        self.set_shape(id, shape);
    }

    fn set_shape(&mut self, id: TypeId, shape: Shape) {
        if let Some(def) = self.model.types.get_mut(id.index()) {
            def.shape = shape;
        }
    }

    /// A row for a record or union that is written in place.
    fn anonymous(&mut self, span: Span, module: ModuleId) -> TypeId {
        let id = TypeId(self.model.types.len() as u32);
        self.model.types.push(TypeDef {
            name: Str::default(),
            doc: None,
            span,
            module,
            shape: Shape::Alias(Type::Error),
            refinement: None,
            language: None,
        });
        id
    }

    fn lower_union(
        &mut self,
        members: &'a [ast::Type],
        span: Span,
        module: ModuleId,
        variables: &[ast::Ident],
    ) -> Type {
        let mut lowered: Vec<(Type, Span)> = Vec::new();
        let mut optional = false;
        if members.iter().any(is_tag) {
            let id = self.anonymous(span, module);
            let tags: Vec<&ast::Type> = members.iter().filter(|member| is_tag(member)).collect();
            let tags =
                tags.into_iter().flat_map(|tag| self.lower_tags(std::slice::from_ref(tag), id, module)).collect();
            self.set_shape(id, Shape::Tags(tags));
            lowered.push((Type::Named(id), span));
        }
        for member in members.iter().filter(|member| !is_tag(member)) {
            let mut ty = self.lower_type(member, module, variables);
            if let Type::Optional(inner) = ty {
                optional = true;
                ty = inner.as_ref().clone();
            }
            match ty {
                Type::Error => return Type::Error,
                Type::Union(inner) => lowered.extend(inner.iter().map(|ty| (ty.clone(), member.span))),
                ty => lowered.push((ty, member.span)),
            }
        }
        for (at, (ty, place)) in lowered.iter().enumerate() {
            let twin = lowered.iter().take(at).find(|(other, _)| self.head_of(other) == self.head_of(ty));
            if let Some((other, first)) = twin {
                let (ty, other) = (self.type_text(ty), self.type_text(other));
                self.report(e03::e0322_malformed_type::same_head(*place, &ty, *first, &other));
                return Type::Error;
            }
        }
        let mut types = lowered.into_iter().map(|(ty, _)| ty);
        let union = match (types.next(), types.len()) {
            (Some(only), 0) => only,
            (first, _) => Type::Union(first.into_iter().chain(types).collect()),
        };
        if optional { Type::Optional(Arc::new(union)) } else { union }
    }

    /// What tells the members of a union apart: two members with one head could not be told apart by looking at a value.
    fn head_of(&self, ty: &Type) -> std::mem::Discriminant<Type> {
        let ty = self.model.base(ty);
        let ty = if let Type::Late(inner) = ty { self.model.base(inner) } else { ty };
        match ty {
            Type::Named(_) if self.model.record_fields(ty).is_some() => {
                std::mem::discriminant(&Type::Record(Arc::new([])))
            }
            Type::Map(..) => std::mem::discriminant(&Type::Record(Arc::new([]))),
            Type::Decimal => std::mem::discriminant(&Type::Int),
            other => std::mem::discriminant(other),
        }
    }

    fn lower_tags(&mut self, tags: &'a [ast::Type], id: TypeId, module: ModuleId) -> Vec<TagDef> {
        let mut lowered: Vec<TagDef> = Vec::with_capacity(tags.len());
        for tag in tags {
            let ast::TypeKind::Tag { notes, name, payload } = &tag.kind else { continue };
            if let Some(first) = lowered.iter().find(|known| known.name == name.text) {
                let first = first.span;
                self.report(e02::e0202_duplicate_name::duplicate_name(name.span, "tag", &name.text, first));
                continue;
            }
            let place = super::signature::Place::Tag(id, lowered.len());
            let (fields, positional): (Vec<FieldDef>, bool) = match payload {
                ast::TagPayload::None => (Vec::new(), false),
                ast::TagPayload::Positional(fields) => (self.lower_fields(fields, module, &[], place), true),
                ast::TagPayload::Fields(fields) => (self.lower_fields(fields, module, &[], place), false),
            };
            lowered.push(TagDef {
                name: name.text.clone(),
                doc: notes.doc.as_ref().map(|doc| doc.text.clone()),
                span: name.span,
                fields,
                positional,
            });
        }
        lowered
    }

    fn lower_named(
        &mut self,
        path: &'a ast::Path,
        args: &'a [ast::Type],
        span: Span,
        module: ModuleId,
        variables: &[ast::Ident],
    ) -> Type {
        let [name] = path.segments.as_slice() else {
            return self.lower_qualified(path, module);
        };
        if variables.iter().any(|variable| variable.text == name.text) {
            return Type::Variable(name.text.clone());
        }
        for scope in [module, STD] {
            if let Some(entry) = self.module_scope(scope).types.get(&name.text).copied() {
                self.uses.record(name.span, DefinitionKind::Type, entry.span);
                self.no_arguments(args, &name.text, span);
                return Type::Named(entry.item);
            }
        }
        match (name.text.as_str(), args) {
            ("List", [element]) => Type::List(Arc::new(self.lower_type(element, module, variables))),
            ("Range", [bound]) => Type::Range(Arc::new(self.lower_type(bound, module, variables))),
            ("Signal", [of]) => Type::Signal(Arc::new(self.lower_type(of, module, variables))),
            ("Map", [key, value]) => {
                let key_type = self.lower_type(key, module, variables);
                let value = self.lower_type(value, module, variables);
                let text = matches!(self.model.base(&key_type), Type::String | Type::Variable(_) | Type::Error);
                // Named keys may not have been filled in yet; they are seen to when all types are known.
                if !text && !matches!(key_type, Type::Named(_)) {
                    let written = self.type_text(&key_type);
                    self.report(e03::e0322_malformed_type::map_key(key.span, &written));
                }
                Type::Map(Arc::new(key_type), Arc::new(value))
            }
            ("Ref", [heads]) => self.lower_ref(heads, module),
            ("List" | "Range" | "Signal" | "Ref", _) => self.wrong_arguments(span, &name.text, 1, args.len()),
            ("Map", _) => self.wrong_arguments(span, &name.text, 2, args.len()),
            (builtin, _) => {
                let ty = match builtin {
                    "Bool" => Type::Bool,
                    "Int" => Type::Int,
                    "Decimal" => Type::Decimal,
                    "String" => Type::String,
                    "Duration" => Type::Duration,
                    "Bytes" => Type::Bytes,
                    "Cpu" => Type::Cpu,
                    "Percent" => Type::Percent,
                    "Rate" => Type::Rate,
                    "Endpoint" => Type::Endpoint,
                    "Secret" => Type::Secret,
                    "Condition" => Type::Condition,
                    "Never" => Type::Never,
                    "Raw" => Type::Raw,
                    "Environment" => Type::Environment,
                    "AnyBlock" => Type::Ref(Arc::new([])),
                    _ => return self.unknown_type(&name.text, name.span, module),
                };
                self.no_arguments(args, builtin, span);
                ty
            }
        }
    }

    fn lower_qualified(&mut self, path: &'a ast::Path, module: ModuleId) -> Type {
        let [alias, name] = path.segments.as_slice() else {
            return self.unknown_type(&path_text(path), path.span, module);
        };
        let target = match self.module_scope(module).values.get(&alias.text).map(|entry| entry.item) {
            Some(Value::Module(target)) => target,
            Some(Value::Broken) => return Type::Error,
            _ => return self.unknown_type(&path_text(path), path.span, module),
        };
        let Some(entry) = self.module_scope(target).types.get(&name.text).copied() else {
            return self.unknown_type(&name.text, name.span, target);
        };
        if !entry.public {
            self.report(e02::e0210_not_public::not_public(name.span, "type", &name.text, entry.span));
        }
        self.uses.record(name.span, DefinitionKind::Type, entry.span);
        Type::Named(entry.item)
    }

    /// The kinds and components between the brackets of `Ref<a | b>`.
    fn lower_ref(&mut self, heads: &'a ast::Type, module: ModuleId) -> Type {
        let members = match &heads.kind {
            ast::TypeKind::Union(members) => members.as_slice(),
            _ => std::slice::from_ref(heads),
        };
        let mut found: Vec<Head> = Vec::with_capacity(members.len());
        for member in members {
            let path = match &member.kind {
                ast::TypeKind::Tag { name, .. } => ast::Path { segments: vec![name.clone()], span: name.span },
                ast::TypeKind::Named { path, .. } => path.clone(),
                ast::TypeKind::Error => return Type::Error,
                _ => {
                    self.report(e03::e0322_malformed_type::reference(member.span));
                    return Type::Error;
                }
            };
            match self.find_head(module, &path) {
                Some(head) => found.push(head),
                None if self.model.module(module).partial => return Type::Never,
                None => {
                    self.report_head(module, &path);
                    return Type::Error;
                }
            }
        }
        found.sort();
        found.dedup();
        Type::Ref(found.into())
    }

    fn unknown_type(&mut self, name: &str, span: Span, module: ModuleId) -> Type {
        let near = {
            let here = self.module_scope(module).types.keys().chain(self.module_scope(STD).types.keys());
            did_you_mean(name, here.map(Str::as_str).chain(BUILTIN.iter().copied())).map(str::to_owned)
        };
        let kind = [module, STD]
            .iter()
            .any(|&module| self.module_scope(module).heads.contains_key(name.to_ascii_lowercase().as_str()));
        self.report(e02::e0204_unknown_type::unknown_type(span, name, near.as_deref(), kind));
        Type::Error
    }

    fn no_arguments(&mut self, args: &[ast::Type], name: &str, span: Span) {
        if !args.is_empty() {
            self.wrong_arguments(span, name, 0, args.len());
        }
    }

    fn wrong_arguments(&mut self, span: Span, name: &str, wanted: usize, given: usize) -> Type {
        self.report(e03::e0322_malformed_type::arguments(span, name, wanted, given));
        Type::Error
    }
}

fn is_tag(ty: &ast::Type) -> bool {
    matches!(ty.kind, ast::TypeKind::Tag { .. })
}

/// A path as written.
pub(crate) fn path_text(path: &ast::Path) -> String {
    let names: Vec<&str> = path.segments.iter().map(|segment| segment.text.as_str()).collect();
    names.join(".")
}
