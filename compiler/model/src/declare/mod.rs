//! First pass: gives every top-level declaration its number and its name its place in a scope. Nothing is looked into yet, so the order of
//! declarations and files never matters.

mod blocks;
mod imports;
mod notes;
mod scope;

pub(crate) use blocks::{NewBlock, head_noun, look_up_head, new_block, text_of, unknown_head};
pub(crate) use notes::check as check_notes;
pub use scope::{Entry, ModuleScope, Table, Value};

use crate::model::{ComponentDef, EnvDef, FnDef, KindDef, LetDef, Model, Module, ParamDef};
use crate::types::{Head, Shape, Type, TypeDef};
use crate::uses::{DefinitionKind, Uses};
use crate::{
    ComponentId, EnvId, FnId, KindId, LetId, ModuleId, ModuleInput, ParamId, TypeId, hir, hir::Expr, hir::ExprKind,
};
use infrac_diagnostics::Diagnostics;
use infrac_diagnostics::codes::e02;
use infrac_source::{Span, Str};
use infrac_syntax::ast;

/// The module of the standard library.
pub(crate) const STD: ModuleId = ModuleId(0);
/// The module of the project's root.
pub(crate) const ROOT: ModuleId = ModuleId(1);

/// A declaration as written, and where.
#[derive(Debug)]
pub(crate) struct Written<'a, T> {
    /// The tree.
    pub node: &'a T,
    /// What stands before it.
    pub notes: &'a ast::Notes,
    /// The module.
    pub module: ModuleId,
}

impl<T> Clone for Written<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Written<'_, T> {}

/// The trees of everything numbered, in the order of the numbers.
#[derive(Debug, Default)]
pub(crate) struct Trees<'a> {
    pub types: Vec<Written<'a, ast::TypeDecl>>,
    pub kinds: Vec<Written<'a, ast::Kind>>,
    pub components: Vec<Written<'a, ast::Component>>,
    pub functions: Vec<Written<'a, ast::Fn>>,
    pub lets: Vec<Written<'a, ast::Let>>,
    pub params: Vec<Written<'a, ast::Param>>,
    pub environments: Vec<Written<'a, ast::Block>>,
    /// Blocks; those of components and children are appended as they are met.
    pub blocks: Vec<Written<'a, ast::Block>>,
    pub extends: Vec<Written<'a, ast::Extend>>,
    pub defaults: Vec<Written<'a, ast::Defaults>>,
    pub tests: Vec<Written<'a, ast::Test>>,
    pub asserts: Vec<Written<'a, ast::Assert>>,
}

/// What the first pass knows.
#[derive(Debug, Default)]
pub(crate) struct Declared<'a> {
    pub model: Model,
    pub scopes: Vec<ModuleScope>,
    pub environments: Table<EnvId>,
    pub trees: Trees<'a>,
    pub diagnostics: Diagnostics,
    pub uses: Uses,
}

/// Numbers and names everything at the top of the modules.
pub(crate) fn declare<'a>(modules: &[ModuleInput<'a>]) -> Declared<'a> {
    let mut declared = Declared::default();
    for input in modules {
        declared.model.modules.push(Module { path: input.path.clone(), partial: input.partial, ..Module::default() });
        declared.scopes.push(ModuleScope::default());
    }
    for (at, input) in modules.iter().enumerate() {
        for declaration in input.files.iter().flat_map(|file| &file.declarations) {
            declared.declaration(declaration, ModuleId(at as u32));
        }
    }
    imports::resolve(&mut declared, modules);
    for (at, input) in modules.iter().enumerate() {
        for declaration in input.files.iter().flat_map(|file| &file.declarations) {
            if let ast::DeclKind::Block(block) = &declaration.kind {
                declared.top_block(block, &declaration.notes, ModuleId(at as u32));
            }
        }
    }
    declared.whole_project(modules);
    declared
}

/// An expression that stands until the real one has been checked.
pub(crate) fn pending(span: Span) -> Expr {
    Expr { kind: ExprKind::Poison, ty: Type::Error, span }
}

/// An empty body, until the real one has been checked.
pub(crate) fn empty_body(span: Span) -> hir::Body {
    hir::Body { entries: Vec::new(), span, damaged: false }
}

impl<'a> Declared<'a> {
    fn declaration(&mut self, declaration: &'a ast::Decl, module: ModuleId) {
        let notes = &declaration.notes;
        notes::check(notes, &mut self.diagnostics);
        let public = declaration.public.is_some();
        let doc = notes.doc.as_ref().map(|doc| doc.text.clone());
        match &declaration.kind {
            ast::DeclKind::Let(node) => {
                let id = LetId(self.model.lets.len() as u32);
                let (name, span) = (node.name.text.clone(), node.name.span);
                self.model.lets.push(LetDef { name, span, value: pending(node.value.span) });
                self.trees.lets.push(Written { node, notes, module });
                self.value(module, &node.name, Value::Let(id), public);
            }
            ast::DeclKind::Fn(node) => {
                let id = FnId(self.model.functions.len() as u32);
                let (name, span) = (node.name.text.clone(), node.name.span);
                self.model.functions.push(FnDef {
                    name,
                    doc,
                    span,
                    params: Vec::new(),
                    result: Type::Error,
                    body: None,
                });
                self.trees.functions.push(Written { node, notes, module });
                self.value(module, &node.name, Value::Fn(id), public);
            }
            ast::DeclKind::Param(node) => {
                let id = ParamId(self.model.params.len() as u32);
                let (name, span) = (node.name.text.clone(), node.name.span);
                self.model.params.push(ParamDef { name, doc, span, ty: Type::Error, default: None });
                self.trees.params.push(Written { node, notes, module });
                self.value(module, &node.name, Value::Param(id), true);
            }
            ast::DeclKind::Type(node) => self.type_declaration(node, notes, module, public),
            ast::DeclKind::Component(node) => self.component(node, notes, module, public),
            ast::DeclKind::Kind(node) => self.kind(node, notes, module, public),
            ast::DeclKind::Extend(node) => {
                if self.only_in_root("extend", node.kind.span, module) {
                    self.trees.extends.push(Written { node, notes, module });
                }
            }
            ast::DeclKind::Defaults(node) => self.trees.defaults.push(Written { node, notes, module }),
            ast::DeclKind::Test(node) => self.trees.tests.push(Written { node, notes, module }),
            ast::DeclKind::Assert(node) => self.trees.asserts.push(Written { node, notes, module }),
            ast::DeclKind::Block(node) if is_environment(node) => self.environment(node, notes, module),
            ast::DeclKind::Block(_) | ast::DeclKind::Error => {}
        }
    }

    fn type_declaration(&mut self, node: &'a ast::TypeDecl, notes: &'a ast::Notes, module: ModuleId, public: bool) {
        let id = TypeId(self.model.types.len() as u32);
        self.model.types.push(TypeDef {
            name: node.name.text.clone(),
            doc: notes.doc.as_ref().map(|doc| doc.text.clone()),
            span: node.name.span,
            module,
            shape: Shape::Alias(Type::Error),
            refinement: None,
            language: None,
        });
        self.trees.types.push(Written { node, notes, module });
        let entry = Entry { item: id, span: node.name.span, public };
        let scope = self.scope_mut(module);
        if let Some(first) = scope.types.get(&node.name.text).map(|first| first.span) {
            self.duplicate("type", &node.name, first);
        } else {
            scope.types.insert(node.name.text.clone(), entry);
        }
    }

    fn component(&mut self, node: &'a ast::Component, notes: &'a ast::Notes, module: ModuleId, public: bool) {
        let id = ComponentId(self.model.components.len() as u32);
        self.model.components.push(ComponentDef {
            name: node.name.text.clone(),
            doc: notes.doc.as_ref().map(|doc| doc.text.clone()),
            span: node.name.span,
            module,
            params: Default::default(),
            base: None,
            body: empty_body(node.body.span),
            outputs: Default::default(),
        });
        self.trees.components.push(Written { node, notes, module });
        self.head(module, &node.name, Head::Component(id), public);
    }

    fn kind(&mut self, node: &'a ast::Kind, notes: &'a ast::Notes, module: ModuleId, public: bool) {
        if module != STD {
            self.diagnostics.push(e02::e0215_kind_outside_std::kind_outside_std(node.name.span, &node.name.text));
            return;
        }
        let id = KindId(self.model.kinds.len() as u32);
        let has = |name: &str| notes.attributes.iter().any(|note| note.name.text == name);
        self.model.kinds.push(KindDef {
            name: node.name.text.clone(),
            doc: notes.doc.as_ref().map(|doc| doc.text.clone()),
            span: node.name.span,
            targets: Vec::new(),
            once: has("once"),
            unlabelled: has("unlabelled"),
            raw: has("raw"),
            patch: has("patch"),
            attributes: Default::default(),
            children: Default::default(),
            exposes: Vec::new(),
            outputs: Default::default(),
            asserts: Vec::new(),
        });
        self.trees.kinds.push(Written { node, notes, module });
        self.head(module, &node.name, Head::Kind(id), public);
    }

    fn environment(&mut self, node: &'a ast::Block, notes: &'a ast::Notes, module: ModuleId) {
        if !self.only_in_root("environment", node.head.span, module) {
            return;
        }
        let Some(label) = node.labels.first() else {
            self.diagnostics.push(e02::e0216_wrong_labels::wrong_labels(node.head.span, "environment", 1, 0));
            return;
        };
        if let [_, .., last] = node.labels.as_slice() {
            let given = node.labels.len();
            self.diagnostics.push(e02::e0216_wrong_labels::wrong_labels(last.span, "environment", 1, given));
        }
        let name = ast::Ident { text: label.text.clone(), span: label.span };
        if let Some(&first) = self.environments.get(&label.text) {
            let first = self.model.environment(first).span;
            self.duplicate("environment", &name, first);
            return;
        }
        let id = EnvId(self.model.environments.len() as u32);
        self.model.environments.push(EnvDef {
            name: name.text.clone(),
            doc: notes.doc.as_ref().map(|doc| doc.text.clone()),
            span: name.span,
            parent: None,
            is_abstract: notes.attributes.iter().any(|note| note.name.text == "abstract"),
            body: empty_body(node.body.span),
            allows: blocks::allows(notes),
        });
        self.trees.environments.push(Written { node, notes, module });
        self.environments.insert(name.text, id);
    }

    /// Puts a value's name into the module's scope; a second one of that name is reported and left out.
    fn value(&mut self, module: ModuleId, name: &ast::Ident, item: Value, public: bool) {
        if let Some(first) = self.scope_mut(module).values.get(&name.text) {
            let first = first.span;
            self.duplicate(item.noun(), name, first);
            return;
        }
        if crate::check::is_reserved(&name.text) {
            return; // the parser has refused it
        }
        self.scope_mut(module).values.insert(name.text.clone(), Entry { item, span: name.span, public });
    }

    fn head(&mut self, module: ModuleId, name: &ast::Ident, item: Head, public: bool) {
        if let Some(first) = self.scope_mut(module).heads.get(&name.text) {
            let first = first.span;
            self.duplicate(if matches!(item, Head::Kind(_)) { "kind" } else { "component" }, name, first);
            return;
        }
        self.scope_mut(module).heads.insert(name.text.clone(), Entry { item, span: name.span, public });
    }

    fn duplicate(&mut self, noun: &str, name: &ast::Ident, first: Span) {
        self.diagnostics.push(e02::e0202_duplicate_name::duplicate_name(name.span, noun, &name.text, first));
    }

    /// Whether the declaration stands in the root module; reports it otherwise.
    fn only_in_root(&mut self, what: &str, span: Span, module: ModuleId) -> bool {
        if module == ROOT {
            return true;
        }
        let path = self.model.module(module).path.clone();
        self.diagnostics.push(e02::e0217_outside_root::outside_root(span, what, &path));
        false
    }

    #[allow(clippy::indexing_slicing, reason = "one scope was made for each module")]
    pub(crate) fn scope_mut(&mut self, module: ModuleId) -> &mut ModuleScope {
        &mut self.scopes[module.index()]
    }

    #[allow(clippy::indexing_slicing, reason = "one scope was made for each module")]
    pub(crate) fn scope(&self, module: ModuleId) -> &ModuleScope {
        &self.scopes[module.index()]
    }

    /// A project has a `project` block and an environment that can be built.
    fn whole_project(&mut self, modules: &[ModuleInput<'a>]) {
        let Some(root) = modules.get(ROOT.index()) else { return };
        let Some(file) = root.files.first() else { return };
        let broken = |decl: &ast::Decl| matches!(decl.kind, ast::DeclKind::Error);
        if root.files.iter().any(|file| file.declarations.iter().any(broken)) {
            return;
        }
        let start = Span::new(file.id, 0, 0);
        if self.model.project.is_none() {
            self.diagnostics.push(e02::e0218_missing_project::missing_project(start, &root.path));
        }
        let Some(first) = self.model.environments.first() else {
            self.diagnostics.push(e02::e0219_missing_environment::no_environment(start));
            return;
        };
        if self.model.concrete_environments().next().is_none() {
            self.diagnostics.push(e02::e0219_missing_environment::all_abstract(first.span, &first.name));
        }
    }

    pub(crate) fn uses(&mut self, at: Span, kind: DefinitionKind, definition: Span) {
        self.uses.record(at, kind, definition);
    }
}

/// `environment …`, which declares an environment and no block.
fn is_environment(block: &ast::Block) -> bool {
    matches!(block.head.segments.as_slice(), [name] if name.text == "environment")
}

/// The last name of an import's folder, if it can be a name of the language.
pub(crate) fn folder_name(folder: &str) -> Option<Str> {
    let last = folder.trim_end_matches('/').rsplit('/').next()?;
    let mut letters = last.chars();
    let first = letters.next()?;
    let lower = first.is_ascii_lowercase() || first == '_';
    (lower && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')).then(|| last.into())
}
