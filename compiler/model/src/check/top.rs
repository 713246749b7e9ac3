//! The bodies of everything at the top of modules, in the order of kinds, and recursion among functions and components.

use super::Checker;
use super::Want;
use super::body::Shape;
use super::scope::Context;
use crate::declare::{STD, pending};
use crate::hir::{self, Expr, ExprKind};
use crate::model::{DefaultsDef, TestDef};
use crate::types::{Head, Shape as TypeShape, Type};
use crate::{BlockDeclId, ComponentId, FnId, KindId, LetId, ModuleId, ParamId, TypeId, cycles};
use infrac_diagnostics::codes::e02;
use infrac_source::Span;
use infrac_syntax::ast;

impl Checker<'_> {
    /// Which kind each `defaults` speaks of; needed before any body is checked, since amendments look there.
    pub(super) fn defaults_heads(&mut self) {
        for written in std::mem::take(&mut self.trees.defaults) {
            let path = &written.node.kind;
            match self.find_head(written.module, path) {
                Some(Head::Kind(kind)) => {
                    self.model.defaults.push(DefaultsDef {
                        module: written.module,
                        kind,
                        body: crate::declare::empty_body(written.node.body.span),
                        span: path.span,
                    });
                    self.trees.defaults.push(written);
                }
                Some(Head::Component(_)) => {
                    let name = super::types::path_text(path);
                    self.report(e02::e0220_not_a_kind::not_a_kind(path.span, &name));
                }
                None => self.report_head(written.module, path),
            }
        }
    }

    pub(super) fn bodies(&mut self) {
        self.let_values();
        self.param_defaults();
        self.function_bodies();
        self.kind_asserts();
        self.environment_bodies();
        self.defaults_bodies();
        self.component_bodies();
        for module in 0..self.model.modules.len() {
            let module = ModuleId(module as u32);
            let blocks = self.model.module(module).blocks.clone();
            let top = self.top(module);
            for id in blocks {
                let file = self.model.block(id).span.file;
                if self.focus.is_none_or(|focus| focus.contains(&file)) {
                    self.block_body(id, top);
                }
            }
        }
        self.tests();
        self.module_asserts();
    }

    fn let_values(&mut self) {
        for at in 0..self.trees.lets.len() {
            let id = LetId(at as u32);
            let Some(written) = self.trees.lets.get(at).copied() else { continue };
            match &written.node.ty {
                Some(annotation) => {
                    let ty = self.let_types.get(at).cloned().unwrap_or(Type::Error);
                    let scope = self.top(written.module);
                    let value = self.check(&written.node.value, Want::new(&ty, annotation.span), scope);
                    self.set_let(id, value);
                }
                None => {
                    self.let_type(id, written.node.name.span);
                }
            }
        }
    }

    fn param_defaults(&mut self) {
        for at in 0..self.trees.params.len() {
            let Some(written) = self.trees.params.get(at).copied() else { continue };
            let Some(default) = &written.node.default else { continue };
            let id = ParamId(at as u32);
            let ty = self.model.param(id).ty.clone();
            let value = self.check(default, Want::new(&ty, written.node.ty.span), self.top(written.module));
            if let Some(param) = self.model.params.get_mut(at) {
                param.default = Some(value);
            }
        }
    }

    fn function_bodies(&mut self) {
        for at in 0..self.trees.functions.len() {
            let Some(written) = self.trees.functions.get(at).copied() else { continue };
            let function = self.model.function(FnId(at as u32));
            let (params, result) = (function.params.clone(), function.result.clone());
            let Some(body) = &written.node.body else {
                if written.module != STD {
                    let name = &written.node.name;
                    self.report(e02::e0226_no_body::no_body(name.span, &name.text));
                }
                continue;
            };
            let context = self.declaration_context(written.module);
            let scope = self.inner_scope(self.top(written.module), context);
            for param in &params {
                let ident = ast::Ident { text: param.name.clone(), span: param.span };
                if let Some(local) = param.local {
                    self.bind(scope, &ident, super::scope::Binding::Local(local));
                }
            }
            let value = self.check(body, Want::new(&result, written.node.result.span), scope);
            if let Some(function) = self.model.functions.get_mut(at) {
                function.body = Some(value);
            }
        }
    }

    /// Asserts over `self` of kinds and of the environment's extensions.
    fn kind_asserts(&mut self) {
        for at in 0..self.trees.kinds.len() {
            let Some(written) = self.trees.kinds.get(at).copied() else { continue };
            self.asserts_of(KindId(at as u32), &written.node.items, written.module);
        }
        for at in 0..self.trees.extends.len() {
            let Some(written) = self.trees.extends.get(at).copied() else { continue };
            if let Some(kind) = self.model.environment_kind() {
                self.asserts_of(kind, &written.node.items, written.module);
            }
        }
    }

    fn module_asserts(&mut self) {
        for written in std::mem::take(&mut self.trees.asserts) {
            let scope = self.top(written.module);
            let condition = self.condition(&written.node.condition, scope);
            let message = self.check(&written.node.message, Want::plain(&Type::String), scope);
            if let Some(module) = self.model.modules.get_mut(written.module.index()) {
                module.asserts.push((condition, message, written.node.span));
            }
        }
    }

    fn defaults_bodies(&mut self) {
        for at in 0..self.trees.defaults.len() {
            let Some(written) = self.trees.defaults.get(at).copied() else { continue };
            let Some(kind) = self.model.defaults.get(at).map(|defaults| defaults.kind) else { continue };
            let outer = self.top(written.module);
            let once = self.model.kind(kind).once;
            let context = Context {
                self_block: Some((Head::Kind(kind), None)),
                once,
                ..self.declaration_context(written.module)
            };
            let body = self.check_entries_with(&written.node.body, &Shape::Kind(kind), outer, context);
            self.conflicts(&body);
            if let Some(defaults) = self.model.defaults.get_mut(at) {
                defaults.body = body;
            }
        }
    }

    fn component_bodies(&mut self) {
        for at in 0..self.trees.components.len() {
            let Some(written) = self.trees.components.get(at).copied() else { continue };
            let id = ComponentId(at as u32);
            let scope = self.component_scope(id);
            let body = self.entries_in(&written.node.body, &Shape::Component(id), scope);
            self.conflicts(&body);
            if let Some(component) = self.model.components.get_mut(at) {
                component.body = body;
            }
        }
    }

    fn tests(&mut self) {
        for at in 0..self.trees.tests.len() {
            let Some(written) = self.trees.tests.get(at).copied() else { continue };
            let environments = self.environment_names(&written.node.environments);
            let body = self.check_entries(&written.node.body, &Shape::Test, self.top(written.module));
            let name = &written.node.name;
            self.model.tests.push(TestDef { name: name.text.clone(), span: name.span, environments, body });
        }
    }

    /// Functions and components that need themselves: the calls of each cycle are drawn, and one of them is cut so that nothing runs in circles.
    pub(super) fn recursion(&mut self) {
        let mut calls: Vec<(u32, u32, Span)> = Vec::new();
        for (at, function) in self.model.functions.iter().enumerate() {
            let mut note = |expr: &Expr| {
                if let ExprKind::Call { function, .. } = expr.kind {
                    calls.push((at as u32, function.0, expr.span));
                }
            };
            function.body.iter().for_each(|body| hir::each_expr(body, &mut note));
        }
        for cycle in cycles::find(self.model.functions.len(), &calls) {
            let name = |id: u32| self.model.function(FnId(id)).name.clone();
            let steps = cycle.told(|from, to| format!("`{}` calls `{}`", name(from), name(to)));
            self.report(e02::e0213_recursion::recursion("function", &steps));
            for member in cycle.members {
                if let Some(function) = self.model.functions.get_mut(member as usize) {
                    function.body = Some(pending(function.span));
                }
            }
        }
        let mut instances: Vec<(u32, u32, Span)> = Vec::new();
        for block in &self.model.blocks {
            if let (Some(outer), Head::Component(inner)) = (self.component_around(block.id), block.head) {
                instances.push((outer.0, inner.0, block.header_span));
            }
        }
        for cycle in cycles::find(self.model.components.len(), &instances) {
            let name = |id: u32| self.model.component(ComponentId(id)).name.clone();
            let steps = cycle.told(|from, to| format!("`{}` instantiates `{}`", name(from), name(to)));
            self.report(e02::e0213_recursion::recursion("component", &steps));
            for member in cycle.members {
                if let Some(component) = self.model.components.get_mut(member as usize) {
                    component.body.entries.clear();
                }
            }
        }
    }

    /// The component that a block is declared in, through the blocks around it.
    fn component_around(&self, mut block: BlockDeclId) -> Option<ComponentId> {
        for _ in 0..self.model.blocks.len() {
            match self.model.block(block).owner {
                hir::Owner::Component(component) => return Some(component),
                hir::Owner::Module(_) => return None,
                hir::Owner::Block(outer) => block = outer,
            }
        }
        None
    }
}

impl<'a> Checker<'a> {
    fn asserts_of(&mut self, kind: KindId, items: &'a [ast::KindItem], module: ModuleId) {
        let scope = self.kind_scope(kind, module);
        for item in items {
            let ast::KindItem::Assert(assert) = item else { continue };
            let condition = self.condition(&assert.condition, scope);
            let message = self.check(&assert.message, Want::plain(&Type::String), scope);
            if let Some(def) = self.model.kinds.get_mut(kind.index()) {
                def.asserts.push((condition, message, assert.span));
            }
        }
    }

    /// Block heads after the first pass.
    pub(crate) fn find_head(&mut self, module: ModuleId, path: &ast::Path) -> Option<Head> {
        let (entry, scope, name) = crate::declare::look_up_head(&self.module_scopes, module, path)?;
        if !entry.public && scope != module {
            self.report(e02::e0210_not_public::not_public(name.span, "component", &name.text, entry.span));
        }
        self.uses.record(name.span, crate::declare::head_noun(entry.item), entry.span);
        Some(entry.item)
    }

    /// Says that a block's head names nothing.
    pub(crate) fn report_head(&mut self, module: ModuleId, path: &ast::Path) {
        if let Some(diagnostic) = crate::declare::unknown_head(&self.module_scopes, module, path) {
            self.report(diagnostic);
        }
    }

    /// Numbers a block that a body declares.
    pub(crate) fn new_block(
        &mut self,
        block: &'a ast::Block,
        notes: &'a ast::Notes,
        head: Head,
        owner: hir::Owner,
        module: ModuleId,
        in_loop: bool,
    ) -> BlockDeclId {
        let place = crate::declare::NewBlock { block, notes, head, owner, module, in_loop };
        crate::declare::new_block(&mut self.model, &mut self.trees, &mut self.diagnostics, place)
    }
}

/// Calls `each` for every type within the shape, with the place of the field around it.
pub(super) fn each_type(shape: &TypeShape, each: &mut dyn FnMut(&Type, Span)) {
    fn inner(ty: &Type, span: Span, each: &mut dyn FnMut(&Type, Span)) {
        each(ty, span);
        match ty {
            Type::Optional(ty) | Type::Late(ty) | Type::List(ty) | Type::Range(ty) | Type::Signal(ty) => {
                inner(ty, span, each);
            }
            Type::Map(key, value) => {
                inner(key, span, each);
                inner(value, span, each);
            }
            Type::Union(members) => members.iter().for_each(|ty| inner(ty, span, each)),
            Type::Record(fields) => fields.iter().for_each(|(_, ty)| inner(ty, span, each)),
            _ => {}
        }
    }
    match shape {
        TypeShape::Alias(ty) => inner(ty, Span::new(infrac_source::FileId(0), 0, 0), each),
        TypeShape::Record(fields) => fields.iter().for_each(|field| inner(&field.ty, field.span, each)),
        TypeShape::Tags(tags) => {
            for field in tags.iter().flat_map(|tag| &tag.fields) {
                inner(&field.ty, field.span, each);
            }
        }
    }
}

/// Calls `edge` for every named type within the shape.
pub(super) fn type_edges(shape: &TypeShape, own: Span, edge: &mut dyn FnMut(TypeId, Span)) {
    let alias = matches!(shape, TypeShape::Alias(_));
    each_type(shape, &mut |ty, span| {
        if let Type::Named(id) = ty {
            edge(*id, if alias { own } else { span });
        }
    });
}
