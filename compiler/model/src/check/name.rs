//! Bare names: tags where the wanted type has them, else values by scope.

use super::scope::{Binding, Found, LocalState, ScopeId};
use super::{Checker, LetState, Want};
use crate::declare::{STD, Value};
use crate::hir::{Expr, ExprKind};
use crate::types::{Head, Type};
use crate::uses::DefinitionKind;
use crate::{BlockDeclId, LetId, LocalId};
use infrac_diagnostics::codes::{e02, e03, e04};
use infrac_diagnostics::did_you_mean;
use infrac_source::{Span, Str};
use std::sync::Arc;

impl<'a> Checker<'a> {
    pub(super) fn check_name(&mut self, name: &Str, span: Span, want: Want<'_>, scope: ScopeId) -> Expr {
        if let Some(tag) = self.find_tag(want.ty, name) {
            self.no_variable_named(name, span, &tag, scope);
            return self.bare_tag(tag, span);
        }
        let environment = self.model.find_form(want.ty, &mut |form| (*form == Type::Environment).then_some(()));
        if environment.is_some() && name != "env" {
            let context = self.context(scope);
            if context.library {
                if self.lookup(scope, name).is_some() {
                    return self.synth_name(name, span, scope, Some(want));
                }
                self.environment_in_library(name, span, context.module);
                return self.poison(span);
            }
            if let Some(&id) = self.environments.get(name) {
                let definition = self.model.environment(id).span;
                self.uses.record(span, DefinitionKind::Environment, definition);
                return Expr { kind: ExprKind::EnvName(id), ty: Type::Environment, span };
            }
            if self.lookup(scope, name).is_none() {
                self.unknown_environment(name, span);
                return self.poison(span);
            }
        }
        self.synth_name(name, span, scope, Some(want))
    }

    /// A `let`, parameter or binder spelled like a tag that is meant here: which of them is meant is not for the reader to guess.
    fn no_variable_named(&mut self, name: &Str, span: Span, tag: &super::tag::Tag, scope: ScopeId) {
        let definition = match self.lookup(scope, name) {
            Some(Found::Inner(Binding::Local(_), definition)) => definition,
            Some(Found::Top(entry, module)) if module != STD => match entry.item {
                Value::Let(_) | Value::Param(_) => entry.span,
                _ => return,
            },
            _ => return,
        };
        self.report(e03::e0315_tag_or_variable::tag_or_variable(span, name, definition, tag.span));
    }

    pub(super) fn synth_name(&mut self, name: &Str, span: Span, scope: ScopeId, want: Option<Want<'_>>) -> Expr {
        if let Some(found) = self.lookup(scope, name) {
            return match found {
                Found::Inner(binding, definition) => self.inner_name(name, binding, definition, span),
                Found::Top(entry, module) => self.top_name(name, entry.item, entry.span, module, span),
            };
        }
        let context = self.context(scope);
        let expr = |kind, ty| Expr { kind, ty, span };
        match name.as_str() {
            "env" => {
                if context.once {
                    self.report(e04::e0404_environment_in_once::env_in_once(span));
                    return self.poison(span);
                }
                expr(ExprKind::Env, Type::Environment)
            }
            "project" => match self.model.kind_named("project") {
                Some(kind) => expr(ExprKind::Project, Type::Ref(Arc::new([Head::Kind(kind)]))),
                None => self.poison(span),
            },
            "self" => match context.self_block {
                Some((head, _)) => expr(ExprKind::SelfBlock, Type::Ref(Arc::new([head]))),
                None => self.out_of_place("self", span),
            },
            "name" if context.component.is_some() => expr(ExprKind::InstanceName, Type::String),
            "this" => self.this(context.component, span),
            "name" | "it" => self.out_of_place(name, span),
            _ => {
                self.unknown_name(name, span, scope, want);
                self.poison(span)
            }
        }
    }

    fn this(&mut self, component: Option<crate::ComponentId>, span: Span) -> Expr {
        let Some(component) = component else { return self.out_of_place("this", span) };
        let declared = self.this_blocks.get(component.index()).map(|this| this.declared.clone()).unwrap_or_default();
        if declared.is_empty() {
            let definition = self.model.component(component).span;
            let name = self.model.component(component).name.clone();
            self.report(e02::e0223_out_of_place::no_this(span, &name, definition));
            return self.poison(span);
        }
        for (_, decl) in &declared {
            let definition = self.model.block(*decl).name_span;
            self.uses.record(span, DefinitionKind::Block, definition);
        }
        let mut heads: Vec<Head> = declared.iter().map(|(head, _)| *head).collect();
        heads.sort();
        heads.dedup();
        Expr { kind: ExprKind::This, ty: Type::Ref(heads.into()), span }
    }

    fn out_of_place(&mut self, name: &str, span: Span) -> Expr {
        self.report(e02::e0223_out_of_place::out_of_place(span, name));
        self.poison(span)
    }

    fn inner_name(&mut self, name: &Str, binding: Binding, definition: Span, span: Span) -> Expr {
        match binding {
            Binding::Local(local) => {
                self.uses.record(span, DefinitionKind::Local, definition);
                let ty = self.local_type(local, span);
                Expr { kind: ExprKind::Local(local), ty, span }
            }
            Binding::Block { decl, family } => self.block_value(decl, family, span),
            Binding::Output(component) => {
                self.uses.record(span, DefinitionKind::Output, definition);
                let output = self.model.component(component).outputs.get(name);
                let Some((ty, params)) = output.map(|output| (output.ty.clone(), output.params.len())) else {
                    return self.poison(span);
                };
                if params > 0 {
                    self.report(e03::e0306_not_a_value::not_a_value(span, "output", name, definition));
                    return self.poison(span);
                }
                Expr { kind: ExprKind::Output(name.clone()), ty, span }
            }
            Binding::TypeLabel => self.half_a_name(name, span),
            Binding::Broken => self.poison(span),
        }
    }

    pub(super) fn top_name(
        &mut self,
        name: &Str,
        value: Value,
        definition: Span,
        _module: crate::ModuleId,
        span: Span,
    ) -> Expr {
        match value {
            Value::Let(id) => {
                self.uses.record(span, DefinitionKind::Local, definition);
                let ty = self.let_type(id, span);
                Expr { kind: ExprKind::Let(id), ty, span }
            }
            Value::Param(id) => {
                self.uses.record(span, DefinitionKind::Param, definition);
                let ty = match &self.model.param(id).ty {
                    Type::Error => Type::Error,
                    Type::Optional(inner) => Type::Optional(Arc::new(Type::Late(inner.clone()))),
                    ty => Type::Late(Arc::new(ty.clone())),
                };
                Expr { kind: ExprKind::Param(id), ty, span }
            }
            Value::Block(decl) => self.block_value(decl, false, span),
            Value::Fn(_) => {
                self.uses.record(span, DefinitionKind::Function, definition);
                self.report(e03::e0306_not_a_value::not_a_value(span, "function", name, definition));
                self.poison(span)
            }
            Value::Module(_) => {
                self.report(e03::e0306_not_a_value::not_a_value(span, "module", name, definition));
                self.poison(span)
            }
            Value::TypeLabel => self.half_a_name(name, span),
            Value::Broken => self.poison(span),
        }
    }

    /// A block as a value: a reference to it, or to all its rounds by key.
    pub(super) fn block_value(&mut self, decl: BlockDeclId, family: bool, span: Span) -> Expr {
        let block = self.model.block(decl);
        let (head, definition) = (block.head, block.name_span);
        self.uses.record(span, DefinitionKind::Block, definition);
        let one = Type::Ref(Arc::new([head]));
        let ty = if family { Type::Map(Arc::new(Type::String), Arc::new(one)) } else { one };
        Expr { kind: ExprKind::Block { decl, family }, ty, span }
    }

    fn half_a_name(&mut self, name: &Str, span: Span) -> Expr {
        self.report(e02::e0223_out_of_place::half_a_name(span, name));
        self.poison(span)
    }

    /// The type of a local, checking the body `let` behind it if nobody has yet.
    pub(super) fn local_type(&mut self, local: LocalId, span: Span) -> Type {
        match self.locals.get(local.index()).copied() {
            Some(LocalState::Pending(node, scope)) => {
                self.waiting.push((node.name.span, node.name.text.clone(), span));
                self.body_let(local, node, scope);
                self.waiting.pop();
            }
            Some(LocalState::Running) => {
                let definition = self.model.local(local).span;
                self.value_cycle(definition, span);
                return Type::Error;
            }
            Some(LocalState::Known) | None => {}
        }
        self.model.local(local).ty.clone()
    }

    /// A `let` that is asked for while its own value is being checked: the `let`s on the way, each with the place that needs the next.
    fn value_cycle(&mut self, definition: Span, span: Span) {
        let start = self.waiting.iter().position(|(known, _, _)| *known == definition).unwrap_or(0);
        let ways = self.waiting.get(start..).unwrap_or_default();
        let needs = ways.iter().skip(1).map(|(_, _, needed)| *needed).chain([span]);
        let steps: Vec<(String, Span)> =
            ways.iter().zip(needs).map(|((_, name, _), needed)| (format!("`{name}`"), needed)).collect();
        self.report(e04::e0441_value_cycle::value_cycle(&steps));
    }

    /// Checks a body `let` before its turn and keeps the value until its entry is reached.
    fn body_let(&mut self, local: LocalId, node: &'a infrac_syntax::ast::Let, scope: ScopeId) {
        if let Some(annotation) = &node.ty {
            let module = self.context(scope).module;
            let ty = self.lower_type(annotation, module, &[]);
            self.set_local(local, ty, LocalState::Known);
            let ty = self.model.local(local).ty.clone();
            let value = self.check(&node.value, Want::new(&ty, annotation.span), scope);
            self.early.insert(local, value);
            return;
        }
        self.set_local(local, Type::Error, LocalState::Running);
        let value = self.synth(&node.value, scope);
        self.set_local(local, value.ty.clone(), LocalState::Known);
        self.early.insert(local, value);
    }

    fn set_local(&mut self, local: LocalId, ty: Type, state: LocalState<'a>) {
        if let Some(def) = self.model.locals.get_mut(local.index()) {
            def.ty = ty;
        }
        if let Some(slot) = self.locals.get_mut(local.index()) {
            *slot = state;
        }
    }

    /// The value of a body `let`, checked now or earlier.
    pub(super) fn let_value(&mut self, local: LocalId) -> Expr {
        let span = self.model.local(local).span;
        self.local_type(local, span);
        self.early.remove(&local).unwrap_or_else(|| self.poison(span))
    }

    /// The type of a module's `let`: as annotated, else its value's.
    pub(super) fn let_type(&mut self, id: LetId, span: Span) -> Type {
        let Some(written) = self.trees.lets.get(id.index()).copied() else { return Type::Error };
        if written.node.ty.is_none() {
            match self.lets.get(id.index()) {
                Some(LetState::Pending) => {
                    self.waiting.push((written.node.name.span, written.node.name.text.clone(), span));
                    self.infer_let(id);
                    self.waiting.pop();
                }
                Some(LetState::Running) => {
                    self.value_cycle(written.node.name.span, span);
                    return Type::Error;
                }
                Some(LetState::Known) | None => {}
            }
        }
        self.let_types.get(id.index()).cloned().unwrap_or(Type::Error)
    }

    /// Checks a module's `let` that has no annotation.
    pub(super) fn infer_let(&mut self, id: LetId) {
        let Some(written) = self.trees.lets.get(id.index()).copied() else { return };
        if let Some(state) = self.lets.get_mut(id.index()) {
            *state = LetState::Running;
        }
        let value = self.synth(&written.node.value, self.top(written.module));
        self.set_let(id, value);
    }

    pub(super) fn set_let(&mut self, id: LetId, value: Expr) {
        if let Some(slot) = self
            .let_types
            .get_mut(id.index())
            .filter(|_| self.trees.lets.get(id.index()).is_some_and(|written| written.node.ty.is_none()))
        {
            *slot = value.ty.clone();
        }
        if let Some(state) = self.lets.get_mut(id.index()) {
            *state = LetState::Known;
        }
        if let Some(def) = self.model.lets.get_mut(id.index()) {
            def.value = value;
        }
    }

    pub(super) fn unknown_environment(&mut self, name: &str, span: Span) {
        let near = did_you_mean(name, self.environments.keys().map(Str::as_str)).map(str::to_owned);
        let known: Vec<String> = self.environments.keys().map(Str::to_string).collect();
        self.report(e02::e0208_unknown_environment::unknown_environment(span, name, near.as_deref(), &known));
    }

    fn unknown_name(&mut self, name: &str, span: Span, scope: ScopeId, want: Option<Want<'_>>) {
        // Where tags are wanted, a name that is none of them was surely meant to be one.
        if let Some(want) = want {
            let union = self.model.find_form(want.ty, &mut |form| {
                let (_, tags) = self.model.tags(form)?;
                Some((self.type_text(form), tags.iter().map(|tag| tag.name.to_string()).collect::<Vec<_>>()))
            });
            if let Some((union, tags)) = union {
                let near = did_you_mean(name, tags.iter().map(String::as_str)).map(str::to_owned);
                let union_name = if union.contains(' ') { None } else { Some(union) };
                self.report(e02::e0209_unknown_tag::unknown_tag(
                    span,
                    name,
                    near.as_deref(),
                    union_name.as_deref(),
                    &tags,
                    want.origin,
                ));
                return;
            }
        }
        let module = self.context(scope).module;
        let elsewhere = if self.environments.contains_key(name) {
            Some("an environment: environments are named after `in` and in `match env` only")
        } else if self.model.kind_named(name).is_some_and(|kind| self.model.kind(kind).raw) {
            Some("the kind of a block: such blocks are called by their two labels, `aws_sqs_queue.jobs`")
        } else if self.find_head_quietly(module, name) {
            Some("a kind or component: it heads a block and is no value")
        } else if self.module_scope(module).types.contains_key(name) || self.module_scope(STD).types.contains_key(name)
        {
            Some("a type, not a value")
        } else if self.self_has(scope, name) {
            Some("an attribute of this block: attributes are not in scope by their bare names, write `self.` before it")
        } else {
            None
        };
        let (near, noun) = {
            let near = did_you_mean(name, self.visible(scope)).map(str::to_owned);
            let noun = near.as_deref().map(|near| self.noun(scope, near));
            (near, noun)
        };
        let is_text = |form: &Type| matches!(form, Type::String).then_some(());
        let text = want.is_some_and(|want| self.model.find_form(want.ty, &mut |form| is_text(form)).is_some());
        let (near, noun) = (near.as_deref(), noun.as_deref());
        self.report(e02::e0201_unknown_name::unknown_name(span, name, near, noun, elsewhere, text));
    }

    /// What a known name stands for, in a word.
    fn noun(&self, scope: ScopeId, name: &str) -> String {
        match self.lookup(scope, name) {
            Some(Found::Inner(Binding::Block { decl, .. }, _)) => self.block_noun(decl),
            Some(Found::Top(entry, _)) => match entry.item {
                Value::Block(decl) => self.block_noun(decl),
                value => value.noun().to_owned(),
            },
            _ => "name".to_owned(),
        }
    }

    fn block_noun(&self, decl: BlockDeclId) -> String {
        self.model.head_name(self.model.block(decl).head).to_string()
    }

    fn find_head_quietly(&self, module: crate::ModuleId, name: &str) -> bool {
        self.module_scope(module).heads.contains_key(name) || self.module_scope(STD).heads.contains_key(name)
    }

    fn self_has(&self, scope: ScopeId, name: &str) -> bool {
        let Some((head, _)) = self.context(scope).self_block else { return false };
        self.model.kind_of(head).is_some_and(|kind| self.model.kind(kind).attributes.contains_key(name))
    }
}
