//! Blocks: those at the top of modules, inner blocks of components, children, attributes written as blocks, and amendments.

use super::body::{Shape, article};
use super::scope::{Binding, Context, ScopeId};
use super::{Checker, Want};
use crate::hir::{Body, EntryKind, Expr, Key, KeyText, Owner};
use crate::types::{Head, Type};
use crate::{BlockDeclId, EnvId, KindId, ModuleId};
use infrac_diagnostics::codes::{e02, e03, e04};
use infrac_diagnostics::did_you_mean;
use infrac_source::Str;
use infrac_syntax::ast;

/// An owner as a key of a table.
pub(super) type OwnerKey = (u8, u32);

fn owner_key(owner: Owner) -> OwnerKey {
    match owner {
        Owner::Module(id) => (0, id.0),
        Owner::Component(id) => (1, id.0),
        Owner::Block(id) => (2, id.0),
    }
}

impl<'a> Checker<'a> {
    /// The body of a numbered block, in the frame around it.
    pub(super) fn block_body(&mut self, id: BlockDeclId, outer: ScopeId) {
        let Some(written) = self.trees.blocks.get(id.index()).copied() else { return };
        let head = self.model.block(id).head;
        let around = self.context(outer);
        let kind = self.model.kind_of(head);
        let once = kind.is_some_and(|kind| self.model.kind(kind).once);
        let deploys = kind.is_some_and(|kind| self.model.kind(kind).name == "deploy");
        let context = Context {
            self_block: if kind.is_some() { Some((head, Some(id))) } else { around.self_block },
            once: (around.once || once) && !deploys,
            overlay: None,
            branch: None,
            owner: Owner::Block(id),
            ..around
        };
        let alive_in = self.alive_in(written.node, context.once || around.once, around);
        if let Some(parent) = &written.node.parent {
            self.report(e04::e0401_environment_cycle::parent_of_block(parent.span));
        }
        let shape = match head {
            Head::Kind(kind) if self.model.kind(kind).raw => Shape::Raw,
            Head::Kind(kind) => Shape::Kind(kind),
            Head::Component(component) => Shape::Instance(component),
        };
        let body = self.check_entries_with(&written.node.body, &shape, outer, context);
        self.conflicts(&body);
        if let Some(block) = self.model.blocks.get_mut(id.index()) {
            block.body = body;
            block.alive_in = alive_in;
        }
    }

    /// The environments of a header's `in`, with all their heirs.
    fn alive_in(&mut self, block: &ast::Block, once: bool, around: Context) -> Option<Vec<EnvId>> {
        let names = block.alive_in.as_ref()?;
        if let (true, Some(first)) = (once, names.first()) {
            self.report(e04::e0404_environment_in_once::in_once(first.span));
            return None;
        }
        if let Some(first) = names.first().filter(|_| around.library) {
            self.environment_in_library(&first.text, first.span, around.module);
            return None;
        }
        let named = self.environment_names(names);
        let all = 0..self.model.environments.len() as u32;
        Some(all.map(EnvId).filter(|&env| self.model.chain(env).iter().any(|it| named.contains(it))).collect())
    }

    /// A block in a body: an attribute, a child, an inner block of a component, or nothing that belongs here.
    pub(super) fn block_entry(
        &mut self,
        entry: &'a ast::Entry,
        block: &'a ast::Block,
        shape: &Shape,
        damaged: bool,
        scope: ScopeId,
    ) -> Option<EntryKind> {
        if let ([name], true) = (block.head.segments.as_slice(), block.labels.is_empty()) {
            let open = matches!(shape, Shape::Map(..) | Shape::Raw);
            if open || self.slot(shape, &name.text).is_some() {
                return self.attribute_block(name, block, shape, scope);
            }
        }
        if self.broken_heads.contains(&block.head.span) {
            return None;
        }
        if let Some(&id) = self.inner.get(&block.head.span) {
            self.block_body(id, scope);
            return Some(EntryKind::Block(id));
        }
        let kind = match shape {
            Shape::Kind(kind) => Some(*kind),
            Shape::Instance(component) | Shape::Component(component) => self.model.component(*component).base,
            _ => None,
        };
        let module = self.context(scope).module;
        let head = self.find_head(module, &block.head);
        let child = head.and_then(|head| {
            let kind = self.model.kind(kind?);
            let of = self.model.kind_of(head)?;
            kind.children.values().any(|(child, _)| *child == of).then_some((head, of))
        });
        match child {
            Some((head, of)) => self.child(entry, block, head, of, shape, scope),
            None => {
                if !damaged && !self.is_hollow(shape) {
                    self.misplaced(block, head, shape, kind, module);
                }
                None
            }
        }
    }

    /// `health { … }`: the Body of an attribute.
    fn attribute_block(
        &mut self,
        name: &'a ast::Ident,
        block: &'a ast::Block,
        shape: &Shape,
        scope: ScopeId,
    ) -> Option<EntryKind> {
        let (ty, origin) = match shape {
            Shape::Map(_, value) => (value.as_ref().clone(), name.span),
            Shape::Raw => (Type::Raw, name.span),
            _ => {
                let slot = self.slot(shape, &name.text)?;
                (slot.ty, slot.span)
            }
        };
        self.record_attribute(name.span, origin);
        let checked = self.check_literal_body(&block.body, Want::new(&ty, origin), scope);
        let value: Expr = self.coerce(checked, Want::new(&ty, origin));
        let key = Key { text: KeyText::Static(name.text.clone()), span: name.span };
        Some(EntryKind::Set { key, value })
    }

    fn child(
        &mut self,
        entry: &'a ast::Entry,
        block: &'a ast::Block,
        head: Head,
        kind: KindId,
        shape: &Shape,
        scope: ScopeId,
    ) -> Option<EntryKind> {
        let context = self.context(scope);
        let label = block.labels.last().map(|label| (label.text.clone(), label.span));
        let (text, span) = label.clone().unwrap_or((Str::default(), block.head.span));
        let lower = self.lower_child(shape, kind, &text, context.module);
        if let Some(overlay) = context.overlay {
            let own = self.own_child(&context, kind, &text);
            let Some(declared) = own.or(lower) else {
                let known = self.child_labels(&context, shape, kind);
                let near = did_you_mean(&text, known.iter().map(String::as_str));
                let name = self.model.kind(kind).name.clone();
                self.report(e04::e0433_nothing_to_amend::declared_nowhere(span, &name, &text, near, overlay));
                return None;
            };
            self.uses.record(span, crate::uses::DefinitionKind::Block, declared);
            return Some(EntryKind::Amend { head, label: text, body: self.amendment(block, head, scope) });
        }
        if let Some(declared) = lower {
            if let Some(branch) = context.branch {
                let name = self.model.kind(kind).name.clone();
                self.report(e04::e0405_amended_in_branch::amended_in_branch(span, &name, &text, declared, branch));
                return None;
            }
            self.uses.record(span, crate::uses::DefinitionKind::Block, declared);
            return Some(EntryKind::Amend { head, label: text, body: self.amendment(block, head, scope) });
        }
        if context.branch.is_none() {
            let key = (owner_key(context.owner), kind, text.clone());
            if let Some(&first) = self.children.get(&key) {
                let name = self.model.kind(kind).name.clone();
                self.report(e02::e0202_duplicate_name::duplicate_name(span, &name, &text, first));
                return None;
            }
            self.children.insert(key, span);
        }
        let id = self.new_block(block, &entry.notes, head, context.owner, context.module, false);
        self.block_body(id, scope);
        Some(EntryKind::Block(id))
    }

    /// Notes what the names of children stand for, once all blocks have been checked: they may be declared behind their uses, and by a component.
    pub(super) fn uses_of_children(&mut self) {
        for (at, owner, kind, label) in std::mem::take(&mut self.named_children) {
            let mut owners = vec![Owner::Block(owner)];
            if let Head::Component(component) = self.model.block(owner).head {
                owners.push(Owner::Component(component));
            }
            let declared = owners
                .into_iter()
                .find_map(|owner| self.children.get(&(owner_key(owner), kind, label.clone())).copied());
            if let Some(declared) = declared {
                self.uses.record(at, crate::uses::DefinitionKind::Block, declared);
            }
        }
    }

    fn amendment(&mut self, block: &'a ast::Block, head: Head, scope: ScopeId) -> Body {
        if let Some(first) = block.alive_in.as_ref().and_then(|names| names.first()) {
            self.report(e04::e0402_nested_overlay::in_of_amendment(first.span));
        }
        let shape = match head {
            Head::Kind(kind) => Shape::Kind(kind),
            Head::Component(component) => Shape::Instance(component),
        };
        let context = Context { self_block: Some((head, None)), ..self.context(scope) };
        self.check_entries_with(&block.body, &shape, scope, context)
    }

    /// `unset slo latency`.
    pub(super) fn unset_block(
        &mut self,
        kind: &'a ast::Ident,
        label: &'a ast::Ident,
        shape: &Shape,
        scope: ScopeId,
    ) -> Option<EntryKind> {
        let context = self.context(scope);
        let path = ast::Path { segments: vec![kind.clone()], span: kind.span };
        let Some(head) = self.find_head(context.module, &path) else {
            self.report_head(context.module, &path);
            return None;
        };
        let of = self.model.kind_of(head)?;
        let own = if context.overlay.is_some() { self.own_child(&context, of, &label.text) } else { None };
        let Some(declared) = own.or_else(|| self.lower_child(shape, of, &label.text, context.module)) else {
            let known = self.child_labels(&context, shape, of);
            let near = did_you_mean(&label.text, known.iter().map(String::as_str));
            self.report(e04::e0412_nothing_to_unset::no_child(label.span, &kind.text, &label.text, near));
            return None;
        };
        self.uses.record(label.span, crate::uses::DefinitionKind::Block, declared);
        Some(EntryKind::UnsetBlock { head, label: label.text.clone() })
    }

    fn misplaced(
        &mut self,
        block: &'a ast::Block,
        head: Option<Head>,
        shape: &Shape,
        kind: Option<KindId>,
        module: ModuleId,
    ) {
        let (what, definition) = self.shape_name(shape);
        let name = super::types::path_text(&block.head);
        if let (None, true, [single]) = (head, block.labels.is_empty(), block.head.segments.as_slice()) {
            let known = self.slots(shape);
            let near = did_you_mean(&single.text, known.iter().map(String::as_str));
            self.report(e02::e0206_unknown_attribute::unknown_attribute(
                single.span,
                &single.text,
                &what,
                near,
                None,
                &known,
                definition,
            ));
            return;
        }
        if head.is_none() {
            let children = kind.map(|kind| self.model.kind(kind).children.keys().cloned().collect::<Vec<_>>());
            let near =
                children.and_then(|children| did_you_mean(&name, children.iter().map(Str::as_str)).map(str::to_owned));
            match near {
                Some(near) => self.report(e02::e0205_unknown_kind::unknown_kind(block.head.span, &name, Some(&near))),
                None => self.report_head(module, &block.head),
            }
            return;
        }
        let children: Vec<String> =
            kind.map(|kind| self.model.kind(kind).children.keys().map(Str::to_string).collect()).unwrap_or_default();
        self.report(e02::e0225_misplaced_block::misplaced_block(
            block.head.span,
            &article(&name),
            &what,
            &children,
            definition,
        ));
    }

    /// Inside a loop of a component's body, labels of the blocks declared there stand for this round's block.
    pub(super) fn rounds(&mut self, scope: ScopeId, shape: &Shape, body: &'a ast::Body) {
        if !matches!(shape, Shape::Component(_)) {
            return;
        }
        for entry in &body.entries {
            let ast::EntryKind::Block(block) = &entry.kind else {
                if let ast::EntryKind::For { .. } = &entry.kind {
                    self.report(e03::e0318_not_iterable::loop_in_loop(entry.span));
                }
                continue;
            };
            let Some(&id) = self.inner.get(&block.head.span) else { continue };
            let decl = self.model.block(id);
            let (label, span, first) = (decl.label.clone(), decl.name_span, decl.type_label.clone());
            match first {
                Some((first, place)) => {
                    self.bind_silently(scope, &first, place, Binding::TypeLabel);
                    self.scope_mut(scope).typed.entry(first).or_default().insert(label, (id, false));
                }
                None => self.bind_silently(scope, &label, span, Binding::Block { decl: id, family: false }),
            }
        }
    }
}
