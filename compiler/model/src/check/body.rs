//! Bodies: `{ … }` read by what it is for: a block, a record, a payload, a map, or none of these.

use super::scope::{Context, LocalState, ScopeId};
use super::{Checker, Want};
use crate::hir::{Body, Expr, ExprKind};
use crate::types::{FieldDef, Shape as TypeShape, Type};
use crate::{ComponentId, KindId, TypeId};
use infrac_diagnostics::codes::e03;
use infrac_source::{Span, Str};
use infrac_syntax::ast;
use std::sync::Arc;

/// What a Body is for: which keys and blocks it takes.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    /// A block of a kind, its defaults, an environment.
    Kind(KindId),
    /// An instance of a component.
    Instance(ComponentId),
    /// A component's own body.
    Component(ComponentId),
    /// A nominal record.
    Record(TypeId),
    /// The payload of a tag.
    Payload(TypeId, usize),
    /// A payload without its tag: it adds to whatever tag lies below.
    AnyTag(TypeId),
    /// A map.
    Map(Arc<Type>, Arc<Type>),
    /// Anything.
    Raw,
    /// A test: `let`s and asserts.
    Test,
}

/// What is known of a key.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    /// The type of its values.
    pub ty: Type,
    /// Where it is declared.
    pub span: Span,
    /// The latest producer whose values it takes.
    pub until: Option<Str>,
}

impl From<&FieldDef> for Slot {
    fn from(field: &FieldDef) -> Self {
        Self { ty: field.ty.clone(), span: field.span, until: field.until.clone() }
    }
}

impl<'a> Checker<'a> {
    /// The key of that name, if the shape has one.
    pub(super) fn slot(&self, shape: &Shape, name: &str) -> Option<Slot> {
        let of_kind = |kind: KindId| self.model.kind(kind).attributes.get(name).map(Slot::from);
        match shape {
            Shape::Kind(kind) => of_kind(*kind),
            Shape::Instance(component) => {
                let component = self.model.component(*component);
                component.params.get(name).map(Slot::from).or_else(|| of_kind(component.base?))
            }
            Shape::Component(component) => of_kind(self.model.component(*component).base?),
            Shape::Record(id) => {
                let fields = self.model.record_fields(&Type::Named(*id))?;
                fields.iter().find(|field| field.name == name).map(Slot::from)
            }
            Shape::Payload(id, at) => {
                let (_, tags) = self.model.tags(&Type::Named(*id))?;
                tags.get(*at)?.fields.iter().find(|field| field.name == name).map(Slot::from)
            }
            Shape::AnyTag(id) => {
                let (_, tags) = self.model.tags(&Type::Named(*id))?;
                tags.iter().flat_map(|tag| &tag.fields).find(|field| field.name == name).map(Slot::from)
            }
            Shape::Map(..) | Shape::Raw | Shape::Test => None,
        }
    }

    /// Whether the shape is of a component whose base is wrong, so that nobody knows its keys.
    pub(super) fn is_hollow(&self, shape: &Shape) -> bool {
        matches!(shape, Shape::Instance(component) | Shape::Component(component) if self.hollow.contains(component))
    }

    /// All keys of the shape, for suggestions.
    pub(super) fn slots(&self, shape: &Shape) -> Vec<String> {
        let names = |fields: &[FieldDef]| fields.iter().map(|field| field.name.to_string()).collect::<Vec<_>>();
        let of_kind = |kind: KindId| self.model.kind(kind).attributes.keys().map(Str::to_string).collect::<Vec<_>>();
        match shape {
            Shape::Kind(kind) => of_kind(*kind),
            Shape::Instance(component) => {
                let component = self.model.component(*component);
                let mut all: Vec<String> = component.params.keys().map(Str::to_string).collect();
                all.extend(component.base.map(of_kind).unwrap_or_default());
                all
            }
            Shape::Component(component) => self.model.component(*component).base.map(of_kind).unwrap_or_default(),
            Shape::Record(id) => self.model.record_fields(&Type::Named(*id)).map(names).unwrap_or_default(),
            Shape::Payload(id, at) => {
                let tags = self.model.tags(&Type::Named(*id)).map(|(_, tags)| tags);
                tags.and_then(|tags| tags.get(*at)).map(|tag| names(&tag.fields)).unwrap_or_default()
            }
            Shape::AnyTag(id) => {
                let tags = self.model.tags(&Type::Named(*id)).map(|(_, tags)| tags).unwrap_or_default();
                tags.iter().flat_map(|tag| names(&tag.fields)).collect()
            }
            Shape::Map(..) | Shape::Raw | Shape::Test => Vec::new(),
        }
    }

    /// What a shape is called, and where it is declared.
    pub(super) fn shape_name(&self, shape: &Shape) -> (String, Option<Span>) {
        match shape {
            Shape::Kind(kind) => {
                let kind = self.model.kind(*kind);
                (article(&kind.name), Some(kind.span))
            }
            Shape::Instance(component) | Shape::Component(component) => {
                let component = self.model.component(*component);
                (format!("component `{}`", component.name), Some(component.span))
            }
            Shape::Record(id) => (self.type_text(&Type::Named(*id)), Some(self.model.type_def(*id).span)),
            Shape::Payload(id, at) => {
                let tag = self.model.tags(&Type::Named(*id)).and_then(|(_, tags)| tags.get(*at));
                let name = tag.map(|tag| format!("the tag `{}`", tag.name)).unwrap_or_default();
                (name, tag.map(|tag| tag.span))
            }
            Shape::AnyTag(id) => {
                let ty = self.type_text(&Type::Named(*id));
                (format!("no tag of {ty}"), Some(self.model.type_def(*id).span))
            }
            Shape::Map(..) => ("a map".to_owned(), None),
            Shape::Raw => ("a raw block".to_owned(), None),
            Shape::Test => ("a test".to_owned(), None),
        }
    }

    /// A Body in expression position, against the wanted type.
    pub(super) fn check_literal_body(&mut self, body: &'a ast::Body, want: Want<'_>, scope: ScopeId) -> Expr {
        let shape = self.model.find_form(want.ty, &mut |form| match form {
            Type::Map(key, value) => Some((Shape::Map(Arc::clone(key), Arc::clone(value)), form.clone())),
            Type::Raw => Some((Shape::Raw, Type::Raw)),
            Type::Named(id) => match &self.model.type_def(*id).shape {
                TypeShape::Record(_) => Some((Shape::Record(*id), form.clone())),
                TypeShape::Tags(_) => Some((Shape::AnyTag(*id), form.clone())),
                TypeShape::Alias(_) => None,
            },
            _ => None,
        });
        match shape {
            Some((shape, ty)) => {
                let checked = self.check_entries(body, &shape, scope);
                Expr { kind: ExprKind::Body(Arc::new(checked)), ty, span: body.span }
            }
            None => self.synth_body(body, scope),
        }
    }

    /// A Body without wanted type: a structural record if all its keys are lower-case names, else a map.
    pub(super) fn synth_body(&mut self, body: &'a ast::Body, scope: ScopeId) -> Expr {
        let lower = |key: &ast::Key| match key {
            ast::Key::Name(name) => name.text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_'),
            ast::Key::Text(_) => false,
        };
        let record = body.entries.iter().all(|entry| match &entry.kind {
            ast::EntryKind::Assign { key, .. } => lower(key),
            ast::EntryKind::Let(_) | ast::EntryKind::Assert(_) | ast::EntryKind::Error => true,
            _ => false,
        });
        let mut any = Type::Never;
        let checked = if record {
            let mut fields: Vec<(Str, Type)> = Vec::new();
            let checked = self.synth_entries(body, scope, &mut |name, ty| fields.push((name, ty.clone())));
            if fields.iter().any(|(_, ty)| *ty == Type::Error) || body.damaged {
                return self.poison(body.span);
            }
            return Expr { kind: ExprKind::Body(Arc::new(checked)), ty: Type::Record(fields.into()), span: body.span };
        } else {
            let mut failed = false;
            let mut types: Vec<Type> = Vec::new();
            let checked = self.synth_entries(body, scope, &mut |_, ty| types.push(ty.clone()));
            for ty in types {
                match self.model.join(&any, &ty) {
                    Some(joined) => any = joined,
                    None => failed = true,
                }
            }
            if failed {
                self.report(e03::e0320_no_type::map_without_type(body.span));
            }
            if failed || any == Type::Error {
                return self.poison(body.span);
            }
            checked
        };
        let ty = Type::Map(Arc::new(Type::String), Arc::new(any));
        Expr { kind: ExprKind::Body(Arc::new(checked)), ty, span: body.span }
    }

    /// The entries of a Body, in a frame of their own if it has `let`s.
    pub(super) fn check_entries(&mut self, body: &'a ast::Body, shape: &Shape, outer: ScopeId) -> Body {
        if !body.entries.iter().any(|entry| matches!(entry.kind, ast::EntryKind::Let(_))) {
            return self.entries_in(body, shape, outer);
        }
        let context = self.context(outer);
        self.check_entries_with(body, shape, outer, context)
    }

    /// The same, in another context.
    pub(super) fn check_entries_with(
        &mut self,
        body: &'a ast::Body,
        shape: &Shape,
        outer: ScopeId,
        context: Context,
    ) -> Body {
        let scope = self.inner_scope(outer, context);
        self.bind_lets(scope, &body.entries);
        self.entries_in(body, shape, scope)
    }

    /// Binds the `let`s of a body, so that they are seen in all of it; their values are checked when they are first asked for.
    pub(super) fn bind_lets(&mut self, scope: ScopeId, entries: &'a [ast::Entry]) {
        for entry in entries {
            if let ast::EntryKind::Let(node) = &entry.kind {
                let local = self.bind_local(scope, &node.name, Type::Error);
                if let Some(state) = self.locals.get_mut(local.index()) {
                    *state = LocalState::Pending(node, scope);
                }
                self.let_locals.insert(node.name.span, local);
            }
        }
    }
}

/// A kind's name with its article.
pub(super) fn article(name: &str) -> String {
    let vowel = name.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {name}", if vowel { "an" } else { "a" })
}
