//! Scopes inside declarations: an arena of frames, each with its names and what `self` and the like mean in it.

use super::Checker;
use crate::declare::{Entry, ROOT, STD, Table, Value};
use crate::hir::Owner;
use crate::model::LocalDef;
use crate::types::{Head, Type};
use crate::{BlockDeclId, ComponentId, LocalId, ModuleId};
use infrac_diagnostics::codes::e02;
use infrac_source::{Span, Str};
use infrac_syntax::ast;

/// A frame of the arena.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ScopeId(pub u32);

/// What a name inside a declaration stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Binding {
    /// A parameter, body `let`, binder, or `it`.
    Local(LocalId),
    /// An inner block of the component: this round's, or all rounds as a map.
    Block { decl: BlockDeclId, family: bool },
    /// An output of the component around.
    Output(ComponentId),
    /// The first label of two-label blocks.
    TypeLabel,
    /// Wrong and reported.
    Broken,
}

/// What stands around an expression.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// The module whose top-level names are seen.
    pub module: ModuleId,
    /// `self`: what kind of block, and which declaration if it is one.
    pub self_block: Option<(Head, Option<BlockDeclId>)>,
    /// The component around: `name` and `this` mean something.
    pub component: Option<ComponentId>,
    /// Inside a component, `defaults` or function of an imported module: environments have no names there.
    pub library: bool,
    /// Inside a block that is evaluated once, not once an environment.
    pub once: bool,
    /// Inside an overlay: where it begins.
    pub overlay: Option<Span>,
    /// Inside an `if`, `match` or `for` of the block's body: where it begins.
    pub branch: Option<Span>,
    /// Who owns the blocks that are declared here.
    pub owner: Owner,
}

/// A frame.
#[derive(Debug)]
pub(crate) struct Scope {
    pub parent: Option<ScopeId>,
    pub names: Table<(Binding, Span)>,
    pub typed: Table<Table<(BlockDeclId, bool)>>,
    pub context: Context,
}

/// Whether a local's type is known.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LocalState<'a> {
    /// Its type stands in the model.
    Known,
    /// A body `let` that nobody has asked for yet: its value is checked in that scope.
    Pending(&'a ast::Let, ScopeId),
    /// Being checked.
    Running,
}

/// What a bare name was found to be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found {
    /// In a frame.
    Inner(Binding, Span),
    /// At the top of a module.
    Top(Entry<Value>, ModuleId),
}

impl Checker<'_> {
    /// A frame at the top of a module.
    pub(crate) fn root_scope(&mut self, module: ModuleId) -> ScopeId {
        let context = Context {
            module,
            self_block: None,
            component: None,
            library: false,
            once: false,
            overlay: None,
            branch: None,
            owner: Owner::Module(module),
        };
        self.push_scope(None, context)
    }

    /// What stands around a component, `defaults` or function of the module.
    pub(crate) fn declaration_context(&self, module: ModuleId) -> Context {
        Context { library: module != ROOT, ..self.context(self.top(module)) }
    }

    /// A frame within another, with another context.
    pub(crate) fn inner_scope(&mut self, parent: ScopeId, context: Context) -> ScopeId {
        self.push_scope(Some(parent), context)
    }

    fn push_scope(&mut self, parent: Option<ScopeId>, context: Context) -> ScopeId {
        let id = ScopeId(self.scopes.len() as u32);
        self.scopes.push(Scope { parent, names: Table::default(), typed: Table::default(), context });
        id
    }

    #[allow(
        clippy::indexing_slicing,
        reason = "a ScopeId is made only together with its frame, and frames are never removed"
    )]
    pub(crate) fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    #[allow(
        clippy::indexing_slicing,
        reason = "a ScopeId is made only together with its frame, and frames are never removed"
    )]
    pub(crate) fn scope_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    pub(crate) fn context(&self, id: ScopeId) -> Context {
        self.scope(id).context
    }

    /// What a bare name means, inside out: frames, the module, the prelude.
    pub(crate) fn lookup(&self, scope: ScopeId, name: &str) -> Option<Found> {
        if let Some((binding, span)) = self.lookup_inner(scope, name) {
            return Some(Found::Inner(binding, span));
        }
        let module = self.context(scope).module;
        let top = |module: ModuleId| self.module_scope(module).values.get(name).map(|entry| Found::Top(*entry, module));
        top(module).or_else(|| top(STD))
    }

    /// The function of that name, of the module or of std.
    pub(crate) fn lookup_function(&self, scope: ScopeId, name: &str) -> Option<Found> {
        let module = self.context(scope).module;
        let function = |module: ModuleId| {
            let entry = self.module_scope(module).values.get(name)?;
            matches!(entry.item, Value::Fn(_)).then_some(Found::Top(*entry, module))
        };
        function(module).or_else(|| function(STD))
    }

    fn lookup_inner(&self, scope: ScopeId, name: &str) -> Option<(Binding, Span)> {
        let mut at = Some(scope);
        while let Some(id) = at {
            let frame = self.scope(id);
            if let Some(&found) = frame.names.get(name) {
                return Some(found);
            }
            at = frame.parent;
        }
        None
    }

    /// A two-label block by its labels: `aws_db_instance.this`; true if it stands for all rounds of a loop.
    pub(crate) fn lookup_typed(&self, scope: ScopeId, first: &str, second: &str) -> Option<(BlockDeclId, bool)> {
        let mut at = Some(scope);
        while let Some(id) = at {
            let frame = self.scope(id);
            if let Some(&found) = frame.typed.get(first).and_then(|blocks| blocks.get(second)) {
                return Some(found);
            }
            at = frame.parent;
        }
        let module = self.context(scope).module;
        let entry = self.module_scope(module).typed.get(first)?.get(second)?;
        Some((entry.item, false))
    }

    /// The names of all values that are seen from a scope, for suggestions.
    pub(crate) fn visible(&self, scope: ScopeId) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        let mut at = Some(scope);
        while let Some(id) = at {
            let frame = self.scope(id);
            names.extend(frame.names.keys().map(Str::as_str));
            at = frame.parent;
        }
        let module = self.context(scope).module;
        names.extend(self.module_scope(module).values.keys().map(Str::as_str));
        names.extend(self.module_scope(STD).values.keys().map(Str::as_str));
        names
    }

    /// A new local of that type.
    pub(crate) fn new_local(&mut self, name: &Str, span: Span, ty: Type) -> LocalId {
        let id = LocalId(self.model.locals.len() as u32);
        self.model.locals.push(LocalDef { name: name.clone(), span, ty });
        self.locals.push(LocalState::Known);
        id
    }

    /// Makes a local and binds it, unless the name may not be bound here (reported; the local exists all the same). `_` binds nothing.
    pub(crate) fn bind_local(&mut self, scope: ScopeId, name: &ast::Ident, ty: Type) -> LocalId {
        let id = self.new_local(&name.text, name.span, ty);
        if name.text != "_" {
            self.bind(scope, name, Binding::Local(id));
        }
        id
    }

    /// Binds a name. A second binding in one frame and the shadowing of anything but the prelude are refused.
    pub(crate) fn bind(&mut self, scope: ScopeId, name: &ast::Ident, binding: Binding) {
        if is_reserved(&name.text) {
            // The parser has refused it; whoever speaks of it here means this.
            return self.bind_silently(scope, &name.text, name.span, binding);
        }
        if let Some(&(_, first)) = self.scope(scope).names.get(&name.text) {
            self.diagnostics.push(e02::e0202_duplicate_name::duplicate_name(name.span, "name", &name.text, first));
            return;
        }
        if let Some(outer) = self.scope(scope).parent.and_then(|parent| self.lookup_inner(parent, &name.text)) {
            self.diagnostics.push(e02::e0203_shadowed_name::shadowed_name(name.span, &name.text, outer.1));
        } else {
            let module = self.context(scope).module;
            let outer = self.module_scope(module).values.get(&name.text).filter(|_| module != STD);
            if let Some(outer) = outer {
                self.diagnostics.push(e02::e0203_shadowed_name::shadowed_name(name.span, &name.text, outer.span));
            }
        }
        self.bind_silently(scope, &name.text, name.span, binding);
    }

    /// Binds without a look at what is shadowed: `it`, and a loop's own round of a block family.
    pub(crate) fn bind_silently(&mut self, scope: ScopeId, name: &Str, span: Span, binding: Binding) {
        self.scope_mut(scope).names.insert(name.clone(), (binding, span));
    }
}

/// The value names that nobody may declare.
pub(crate) fn is_reserved(name: &str) -> bool {
    matches!(name, "self" | "it" | "env" | "name" | "this")
}
