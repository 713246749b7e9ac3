//! The inside of components: the frame of parameters, outputs, `let`s and inner blocks, made before any body is checked.

use super::Checker;
use super::scope::{Binding, Context, ScopeId};
use crate::ComponentId;
use crate::hir::Owner;
use crate::types::Head;
use infrac_diagnostics::codes::e02;
use infrac_source::{Span, Str};
use infrac_syntax::ast;

/// The block labelled `this` of a component: its head and all places that declare it.
#[derive(Clone, Debug, Default)]
pub(crate) struct This {
    pub declared: Vec<(Head, crate::BlockDeclId)>,
}

/// Which arm of which branch an entry stands in, outermost first: two entries exclude each other if they part at one branch.
type Arms = Vec<(Span, usize)>;

/// What is gathered while a component's body is walked.
struct Walk<'w> {
    component: ComponentId,
    scope: ScopeId,
    arms: Arms,
    in_loop: bool,
    this: &'w mut Vec<(Head, crate::BlockDeclId, Arms)>,
}

impl<'a> Checker<'a> {
    /// Makes the frame of each component.
    pub(super) fn component_insides(&mut self) {
        for at in 0..self.trees.components.len() {
            let id = ComponentId(at as u32);
            let Some(written) = self.trees.components.get(at).copied() else { continue };
            let outer = self.top(written.module);
            let base = self.model.component(id).base;
            let context = Context {
                component: Some(id),
                self_block: base.map(|_| (Head::Component(id), None)),
                owner: Owner::Component(id),
                once: base.is_some_and(|base| self.model.kind(base).once),
                ..self.declaration_context(written.module)
            };
            let scope = self.inner_scope(outer, context);
            self.component_scopes.push(scope);
            let params: Vec<(Str, Span, Option<crate::LocalId>)> =
                self.model.component(id).params.values().map(|it| (it.name.clone(), it.span, it.local)).collect();
            for (text, span, local) in params {
                if let Some(local) = local {
                    self.bind(scope, &ast::Ident { text, span }, Binding::Local(local));
                }
            }
            for output in &written.node.outputs {
                if self.model.component(id).outputs.get(&output.name.text).is_some_and(|it| it.span == output.name.span)
                {
                    self.bind(scope, &output.name, Binding::Output(id));
                }
            }
            self.bind_lets(scope, &written.node.body.entries);
            let mut this = Vec::new();
            let walk = Walk { component: id, scope, arms: Vec::new(), in_loop: false, this: &mut this };
            self.inner_blocks(&written.node.body, walk);
            let declared = self.one_this(this);
            self.this_blocks.push(This { declared });
        }
    }

    pub(crate) fn component_scope(&self, id: ComponentId) -> ScopeId {
        self.component_scopes.get(id.index()).copied().unwrap_or(ScopeId(0))
    }

    /// Numbers the inner blocks of a component's body, through its branches and loops, and binds their labels.
    fn inner_blocks(&mut self, body: &'a ast::Body, walk: Walk<'_>) {
        for entry in &body.entries {
            let deeper = |arms: Arms, in_loop: bool| (arms, in_loop || walk.in_loop);
            let mut inner: Vec<(&'a ast::Body, Arms, bool)> = Vec::new();
            let arm = |number: usize| {
                let mut arms = walk.arms.clone();
                arms.push((entry.span, number));
                arms
            };
            match &entry.kind {
                ast::EntryKind::Block(block) => {
                    let in_loop = walk.in_loop;
                    self.inner_block(block, &entry.notes, walk.component, walk.scope, in_loop, &walk.arms, walk.this);
                }
                ast::EntryKind::For { body, .. } => {
                    let (arms, in_loop) = deeper(walk.arms.clone(), true);
                    inner.push((body, arms, in_loop));
                }
                ast::EntryKind::If(branch) => {
                    let mut next = Some(branch);
                    let mut number = 0;
                    while let Some(branch) = next {
                        inner.push((&branch.then, arm(number), walk.in_loop));
                        number += 1;
                        next = match &branch.otherwise {
                            Some(ast::ElseEntry::If(branch)) => Some(branch),
                            Some(ast::ElseEntry::Body(body)) => {
                                inner.push((body, arm(number), walk.in_loop));
                                None
                            }
                            None => None,
                        };
                    }
                }
                ast::EntryKind::Match { arms, .. } => {
                    inner.extend(arms.iter().enumerate().map(|(at, it)| (&it.body, arm(at), walk.in_loop)));
                }
                _ => {}
            }
            for (body, arms, in_loop) in inner {
                let walk = Walk { arms, in_loop, this: &mut *walk.this, ..walk };
                self.inner_blocks(body, walk);
            }
        }
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "the parts of one walk, split so that the borrow of `this` stays apart"
    )]
    fn inner_block(
        &mut self,
        block: &'a ast::Block,
        notes: &'a ast::Notes,
        component: ComponentId,
        scope: ScopeId,
        in_loop: bool,
        arms: &Arms,
        this: &mut Vec<(Head, crate::BlockDeclId, Arms)>,
    ) {
        let module = self.context(scope).module;
        let base = self.model.component(component).base;
        if let ([name], true) = (block.head.segments.as_slice(), block.labels.is_empty())
            && base.is_some_and(|base| self.model.kind(base).attributes.contains_key(&name.text))
        {
            return;
        }
        let label = block.labels.last();
        let Some(head) = self.find_head(module, &block.head) else {
            self.report_head(module, &block.head);
            if let Some(label) = label.filter(|label| label.text != "this") {
                self.bind_silently(scope, &label.text, label.span, Binding::Broken);
            }
            self.broken_heads.insert(block.head.span);
            return;
        };
        let child = self.model.kind_of(head).is_some_and(|kind| {
            base.is_some_and(|base| self.model.kind(base).children.values().any(|(child, _)| *child == kind))
        });
        if child {
            return;
        }
        let id = self.new_block(block, notes, head, Owner::Component(component), module, in_loop);
        self.inner.insert(block.head.span, id);
        let decl = self.model.block(id);
        let (name, type_label) =
            (ast::Ident { text: decl.label.clone(), span: decl.name_span }, decl.type_label.clone());
        let patch = self.model.kind_of(head).is_some_and(|kind| self.model.kind(kind).patch);
        match type_label {
            _ if patch || name.text.is_empty() => {}
            Some((first, span)) => {
                self.scope_mut(scope).names.entry(first.clone()).or_insert((Binding::TypeLabel, span));
                let known = self.scope(scope).typed.get(&first).and_then(|blocks| blocks.get(&name.text)).copied();
                if let Some((twin, _)) = known {
                    let twin = self.model.block(twin).name_span;
                    self.report(e02::e0202_duplicate_name::duplicate_name(name.span, &first, &name.text, twin));
                } else {
                    self.scope_mut(scope).typed.entry(first).or_default().insert(name.text, (id, in_loop));
                }
            }
            None if name.text == "this" => this.push((head, id, arms.clone())),
            None => self.bind(scope, &name, Binding::Block { decl: id, family: in_loop }),
        }
    }

    /// `this` is one block: its declarations stand in arms that exclude each other and are of one kind.
    fn one_this(&mut self, all: Vec<(Head, crate::BlockDeclId, Arms)>) -> Vec<(Head, crate::BlockDeclId)> {
        let mut kept: Vec<(Head, crate::BlockDeclId, Arms)> = Vec::new();
        for (head, id, arms) in all {
            let span = self.model.block(id).name_span;
            let clash = kept.iter().find(|(_, _, other)| !exclusive(&arms, other));
            if let Some(&(_, first, _)) = clash {
                let first = self.model.block(first).name_span;
                self.report(e02::e0202_duplicate_name::duplicate_name(span, "block", "this", first));
                continue;
            }
            let other = kept.iter().find(|(other, _, _)| self.model.kind_of(*other) != self.model.kind_of(head));
            if let Some(&(other, first, _)) = other {
                let (a, b) = (self.model.head_name(head).clone(), self.model.head_name(other).clone());
                let first = self.model.block(first).name_span;
                self.report(e02::e0221_this_of_two_kinds::this_of_two_kinds(span, &a, first, &b));
                continue;
            }
            kept.push((head, id, arms));
        }
        kept.into_iter().map(|(head, id, _)| (head, id)).collect()
    }
}

fn exclusive(a: &Arms, b: &Arms) -> bool {
    let parting = a.iter().zip(b).find(|(a, b)| a != b);
    parting.is_some_and(|((branch, _), (other, _))| branch == other)
}
