//! Entries of a Body: assignments, overlays, branches, loops, `unset`, spreads, asserts.

use super::body::{Shape, Slot};
use super::flow::{Flow, Sink};
use super::scope::{Context, ScopeId};
use super::{Checker, Want};
use crate::hir::{Body, Entry, EntryKind, Expr, Key, KeyText};
use crate::types::Type;
use crate::{EnvId, ModuleId};
use infrac_diagnostics::codes::{e02, e03, e04};
use infrac_diagnostics::did_you_mean;
use infrac_source::{Span, Str};
use infrac_syntax::ast;
use std::sync::Arc;

impl<'a> Checker<'a> {
    /// The entries of a body whose `let`s are bound in `scope` already.
    pub(super) fn entries_in(&mut self, body: &'a ast::Body, shape: &Shape, scope: ScopeId) -> Body {
        let mut entries = Vec::with_capacity(body.entries.len());
        let around = std::mem::take(&mut self.misspelt);
        for entry in &body.entries {
            crate::declare::check_notes(&entry.notes, &mut self.diagnostics);
            if let Some(kind) = self.entry(entry, shape, body.damaged, scope) {
                entries.push(Entry { kind, span: entry.span });
            }
        }
        let misspelt = std::mem::replace(&mut self.misspelt, around);
        Body { entries, span: body.span, damaged: body.damaged || misspelt }
    }

    /// Entries of a Body that no type is wanted of: `each` is told every key and its value's type.
    pub(super) fn synth_entries(
        &mut self,
        body: &'a ast::Body,
        outer: ScopeId,
        each: &mut dyn FnMut(Str, &Type),
    ) -> Body {
        let context = self.context(outer);
        let scope = self.inner_scope(outer, context);
        self.bind_lets(scope, &body.entries);
        let mut entries = Vec::with_capacity(body.entries.len());
        let mut seen: Vec<(Str, Span)> = Vec::new();
        for entry in &body.entries {
            let kind = match &entry.kind {
                ast::EntryKind::Assign { key, value } => {
                    let Some(key) = self.map_key(key, &Type::String, scope) else {
                        each(Str::default(), &Type::Error);
                        continue;
                    };
                    let value = self.synth(value, scope);
                    let name = match &key.text {
                        KeyText::Static(text) => text.clone(),
                        KeyText::Computed(_) => Str::default(),
                    };
                    if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name && !name.is_empty()) {
                        let first = *first;
                        self.report(e04::e0411_conflict::key_set_twice(key.span, &name, first, None));
                        each(name, &Type::Error);
                        continue;
                    }
                    seen.push((name.clone(), key.span));
                    each(name, &value.ty);
                    EntryKind::Set { key, value }
                }
                ast::EntryKind::Spread(value) => {
                    let value = self.synth(value, scope);
                    match self.model.base(&value.ty).clone() {
                        Type::Map(_, element) => each(Str::default(), &element),
                        Type::Record(fields) => fields.iter().for_each(|(name, ty)| each(name.clone(), ty)),
                        Type::Error => each(Str::default(), &Type::Error),
                        _ => {
                            let found = self.type_text(&value.ty);
                            self.report(e03::e0318_not_iterable::not_spread(value.span, &found));
                            each(Str::default(), &Type::Error);
                        }
                    }
                    EntryKind::Spread(value)
                }
                ast::EntryKind::For { binders, iterable, body } => {
                    let walk = self.walk(binders, iterable, scope);
                    let body = self.synth_entries(body, walk.scope, each);
                    EntryKind::For { key: walk.key, value: walk.value, iterable: walk.iterable, body }
                }
                ast::EntryKind::Let(_) | ast::EntryKind::Assert(_) => {
                    let Some(kind) = self.entry(entry, &Shape::Test, body.damaged, scope) else { continue };
                    kind
                }
                ast::EntryKind::Error => continue,
                _ => {
                    self.report(e03::e0320_no_type::entry_without_type(entry.span));
                    each(Str::default(), &Type::Error);
                    continue;
                }
            };
            entries.push(Entry { kind, span: entry.span });
        }
        Body { entries, span: body.span, damaged: body.damaged }
    }

    fn entry(&mut self, entry: &'a ast::Entry, shape: &Shape, damaged: bool, scope: ScopeId) -> Option<EntryKind> {
        match &entry.kind {
            ast::EntryKind::Assign { key, value } => {
                let Some((key, slot)) = self.key(key, shape, damaged, scope) else {
                    self.unwanted(value, scope);
                    return None;
                };
                let value = self.assigned(value, &slot, scope);
                Some(EntryKind::Set { key, value })
            }
            ast::EntryKind::Let(node) => {
                let local = *self.let_locals.get(&node.name.span)?;
                let value = self.let_value(local);
                Some(EntryKind::Let { local, value })
            }
            ast::EntryKind::Overlay { environments, body } => self.overlay(entry, environments, body, shape, scope),
            ast::EntryKind::For { binders, iterable, body } => {
                let walk = self.walk(binders, iterable, scope);
                self.rounds(walk.scope, shape, body);
                let body = self.branch_body(body, shape, walk.scope, entry.span);
                Some(EntryKind::For { key: walk.key, value: walk.value, iterable: walk.iterable, body })
            }
            ast::EntryKind::If(branch) => Some(self.if_entry(branch, shape, scope, entry.span)),
            ast::EntryKind::Match { scrutinee, arms } => {
                let (scrutinee, arms) =
                    self.match_entries(scrutinee, arms, entry.span, scope, |checker, body, inner| {
                        checker.branch_body(body, shape, inner, entry.span)
                    });
                Some(EntryKind::Match { scrutinee, arms })
            }
            ast::EntryKind::Unset(target) => self.unset(target, shape, scope, entry.span),
            ast::EntryKind::Assert(assert) => {
                let condition = self.condition(&assert.condition, scope);
                let message = self.check(&assert.message, Want::plain(&Type::String), scope);
                Some(EntryKind::Assert { condition, message })
            }
            ast::EntryKind::Spread(value) => self.spread(value, shape, scope),
            ast::EntryKind::Block(block) => self.block_entry(entry, block, shape, damaged, scope),
            ast::EntryKind::Error => None,
        }
    }

    /// A value for a key, with the late values that come too late for it.
    pub(super) fn assigned(&mut self, value: &'a ast::Expr, slot: &Slot, scope: ScopeId) -> Expr {
        let checked = self.check(value, Want::new(&slot.ty, slot.span), scope);
        if let Some(until) = &slot.until
            && checked.ty != Type::Error
        {
            let sink = Sink::Until { producer: until.clone(), origin: slot.span };
            self.flows.push(Flow { expr: checked.clone(), sink });
        }
        checked
    }

    /// Checks a value whose key was wrong, for what it gets wrong by itself. What needs a wanted type is left alone.
    fn unwanted(&mut self, value: &'a ast::Expr, scope: ScopeId) {
        if matches!(value.kind, ast::ExprKind::Member { .. } | ast::ExprKind::String(_) | ast::ExprKind::Index { .. }) {
            self.synth(value, scope);
        }
    }

    fn branch_body(&mut self, body: &'a ast::Body, shape: &Shape, scope: ScopeId, at: Span) -> Body {
        let context = Context { branch: Some(at), ..self.context(scope) };
        self.check_entries_with(body, shape, scope, context)
    }

    fn if_entry(&mut self, branch: &'a ast::IfEntry, shape: &Shape, scope: ScopeId, at: Span) -> EntryKind {
        let condition = self.condition(&branch.condition, scope);
        let then = self.branch_body(&branch.then, shape, scope, at);
        let otherwise = match &branch.otherwise {
            Some(ast::ElseEntry::Body(body)) => Some(self.branch_body(body, shape, scope, at)),
            Some(ast::ElseEntry::If(inner)) => {
                let span = inner.condition.span.to(inner.then.span);
                let kind = self.if_entry(inner, shape, scope, at);
                Some(Body { entries: vec![Entry { kind, span }], span, damaged: false })
            }
            None => None,
        };
        EntryKind::If { condition, then, otherwise }
    }

    fn overlay(
        &mut self,
        entry: &'a ast::Entry,
        environments: &'a [ast::Ident],
        body: &'a ast::Body,
        shape: &Shape,
        scope: ScopeId,
    ) -> Option<EntryKind> {
        let context = self.context(scope);
        let at = environments.first().map_or(entry.span, |first| first.span);
        if let Some(outer) = context.overlay {
            self.report(e04::e0402_nested_overlay::nested_overlay(at, outer));
            return None;
        }
        if context.once {
            self.report(e04::e0404_environment_in_once::in_once(at));
            return None;
        }
        let in_environment = matches!(shape, Shape::Kind(kind) if self.model.environment_kind() == Some(*kind));
        let closed = matches!(shape, Shape::Component(id) if self.model.component(*id).base.is_none());
        let block = matches!(shape, Shape::Kind(_) | Shape::Instance(_) | Shape::Component(_));
        if !block || closed || in_environment {
            self.report(e04::e0403_misplaced_overlay::misplaced_overlay(at, in_environment, closed));
            return None;
        }
        if let Some(first) = environments.first().filter(|_| context.library) {
            self.environment_in_library(&first.text, at, context.module);
            return None;
        }
        let known = self.environment_names(environments);
        let context = Context { overlay: Some(at), ..context };
        let body = self.check_entries_with(body, shape, scope, context);
        Some(EntryKind::Overlay { environments: known, body })
    }

    /// An environment that a component, `defaults` or function of an imported module names.
    pub(super) fn environment_in_library(&mut self, name: &str, span: Span, module: ModuleId) {
        let path = self.model.module(module).path.clone();
        self.report(e04::e0406_environment_in_library::environment_in_library(span, name, &path));
    }

    /// The environments of a list; unknown ones are reported and left out.
    pub(super) fn environment_names(&mut self, names: &[ast::Ident]) -> Vec<EnvId> {
        let mut known: Vec<EnvId> = Vec::with_capacity(names.len());
        for name in names {
            match self.environments.get(&name.text).copied() {
                Some(id) => {
                    let definition = self.model.environment(id).span;
                    self.uses.record(name.span, crate::uses::DefinitionKind::Environment, definition);
                    if !known.contains(&id) {
                        known.push(id);
                    }
                }
                None => self.unknown_environment(&name.text, name.span),
            }
        }
        known
    }

    fn unset(&mut self, target: &'a ast::UnsetTarget, shape: &Shape, scope: ScopeId, at: Span) -> Option<EntryKind> {
        match target {
            ast::UnsetTarget::Block { kind, label } => self.unset_block(kind, label, shape, scope),
            ast::UnsetTarget::Path(keys) => {
                let mut path: Vec<Key> = Vec::with_capacity(keys.len());
                let mut shape = Some(shape.clone());
                for key in keys {
                    let Some(inner) = &shape else {
                        self.report(e04::e0412_nothing_to_unset::not_inside(at, plain(&path)));
                        return None;
                    };
                    let (key, slot) = self.key(key, &inner.clone(), false, scope)?;
                    shape = self.inner_shape(&slot.ty);
                    path.push(key);
                }
                Some(EntryKind::Unset { path })
            }
        }
    }

    /// The shape of a value's own keys, if it has any.
    pub(super) fn inner_shape(&self, ty: &Type) -> Option<Shape> {
        self.model.find_form(ty, &mut |form| match form {
            Type::Map(key, value) => Some(Shape::Map(Arc::clone(key), Arc::clone(value))),
            Type::Raw => Some(Shape::Raw),
            Type::Named(id) => match &self.model.type_def(*id).shape {
                crate::types::Shape::Record(_) => Some(Shape::Record(*id)),
                crate::types::Shape::Tags(_) => Some(Shape::AnyTag(*id)),
                crate::types::Shape::Alias(_) => None,
            },
            _ => None,
        })
    }

    fn spread(&mut self, value: &'a ast::Expr, shape: &Shape, scope: ScopeId) -> Option<EntryKind> {
        let ty = match shape {
            Shape::Map(key, value) => Type::Map(Arc::clone(key), Arc::clone(value)),
            Shape::Record(id) => Type::Named(*id),
            Shape::Raw => {
                let value = self.synth(value, scope);
                return Some(EntryKind::Spread(value));
            }
            _ => return self.spread_attributes(value, shape, scope),
        };
        let checked = self.check(value, Want::plain(&ty), scope);
        Some(EntryKind::Spread(checked))
    }

    /// `...base` in a block: a record whose fields are attributes of it.
    fn spread_attributes(&mut self, value: &'a ast::Expr, shape: &Shape, scope: ScopeId) -> Option<EntryKind> {
        let value = self.synth(value, scope);
        let fields: Vec<(Str, Type)> = match self.model.base(&value.ty) {
            Type::Error => return None,
            Type::Record(fields) => fields.to_vec(),
            ty => match self.model.record_fields(ty) {
                Some(fields) => fields.iter().map(|field| (field.name.clone(), field.ty.clone())).collect(),
                None => {
                    let found = self.type_text(&value.ty);
                    self.report(e03::e0318_not_iterable::not_spread(value.span, &found));
                    return None;
                }
            },
        };
        for (name, ty) in fields {
            let Some(slot) = self.slot(shape, &name) else {
                let (what, definition) = self.shape_name(shape);
                let near = self.slots(shape);
                let near = did_you_mean(&name, near.iter().map(String::as_str));
                self.report(e02::e0206_unknown_attribute::unknown_attribute(
                    value.span,
                    &name,
                    &what,
                    near,
                    None,
                    &[],
                    definition,
                ));
                return None;
            };
            if !self.model.fits(&ty, &slot.ty) {
                let (found, wanted) = (self.type_text(&ty), self.type_text(&slot.ty));
                self.report(e03::e0301_type_mismatch::type_mismatch(value.span, &found, &wanted, Some(slot.span)));
                return None;
            }
        }
        Some(EntryKind::Spread(value))
    }
}

/// A path of static keys as written.
fn plain(path: &[Key]) -> String {
    let names: Vec<&str> = path
        .iter()
        .map(|key| match &key.text {
            KeyText::Static(text) => text.as_str(),
            KeyText::Computed(_) => "…",
        })
        .collect();
    names.join(".")
}
