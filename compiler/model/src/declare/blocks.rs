//! Blocks at the top of a module, and block heads.

use super::{Declared, Entry, ModuleScope, STD, Trees, Value, Written, empty_body, is_environment};
use crate::hir::{BlockDecl, Owner};
use crate::types::Head;
use crate::uses::DefinitionKind;
use crate::{BlockDeclId, Model, ModuleId};
use infrac_diagnostics::codes::e02;
use infrac_diagnostics::{Diagnostic, Diagnostics, did_you_mean};
use infrac_source::{Span, Str};
use infrac_syntax::ast;

impl<'a> Declared<'a> {
    /// A block at the top of a module.
    pub(super) fn top_block(&mut self, block: &'a ast::Block, notes: &'a ast::Notes, module: ModuleId) {
        if is_environment(block) {
            return;
        }
        let Some(head) = self.find_head(module, &block.head) else {
            self.diagnostics.0.extend(unknown_head(&self.scopes, module, &block.head));
            if let Some(label) = block.labels.last() {
                let entry = Entry { item: Value::Broken, span: label.span, public: true };
                self.scope_mut(module).values.entry(label.text.clone()).or_insert(entry);
            }
            return;
        };
        let name = self.model.head_name(head).clone();
        let is_project = module != STD && name == "project" && matches!(head, Head::Kind(_));
        if is_project && !self.only_in_root("project", block.head.span, module) {
            return;
        }
        let owner = Owner::Module(module);
        let new = NewBlock { block, notes, head, owner, module, in_loop: false };
        let id = new_block(&mut self.model, &mut self.trees, &mut self.diagnostics, new);
        if is_project {
            if let Some(first) = self.model.project {
                let first = self.model.block(first).header_span;
                let ident = ast::Ident { text: name, span: block.head.span };
                self.duplicate("block", &ident, first);
                return;
            }
            self.model.project = Some(id);
        } else if !self.enter(module, id) {
            return;
        }
        if let Some(module) = self.model.modules.get_mut(module.index()) {
            module.blocks.push(id);
        }
    }

    /// Enters a block's label into the module's scope; false for the second block of one name.
    fn enter(&mut self, module: ModuleId, id: BlockDeclId) -> bool {
        let block = self.model.block(id);
        let ident = ast::Ident { text: block.label.clone(), span: block.name_span };
        if block.label.is_empty() {
            let head = block.head;
            let twin = self.model.module(module).blocks.iter().find(|&&other| {
                let other = self.model.block(other);
                other.head == head && other.label.is_empty()
            });
            let Some(&twin) = twin else { return true };
            let (first, name) = (self.model.block(twin).header_span, self.model.head_name(head).clone());
            self.duplicate("block", &ast::Ident { text: name, span: ident.span }, first);
            return false;
        }
        let Some((type_label, span)) = block.type_label.clone() else {
            let head = block.head;
            let known = self.scope(module).values.get(&ident.text).map(|entry| entry.item);
            self.value(module, &ident, Value::Block(id), true);
            let alike = |item| matches!(item, Value::Block(twin) if self.model.block(twin).head == head);
            if known.is_some_and(|known| !alike(known))
                && let Some(entry) = self.scope_mut(module).values.get_mut(&ident.text)
            {
                // Nobody knows which of the two a use means; that there are two has been said.
                entry.item = Value::Broken;
            }
            return known.is_none();
        };
        if self.model.kind_of(block.head).is_some_and(|kind| self.model.kind(kind).patch) {
            return true;
        }
        let entry = Entry { item: id, span: ident.span, public: true };
        let scope = self.scope_mut(module);
        scope.values.entry(type_label.clone()).or_insert(Entry { item: Value::TypeLabel, span, public: true });
        if let Some(first) = scope.typed.get(&type_label).and_then(|blocks| blocks.get(&ident.text)) {
            let first = first.span;
            self.duplicate(&type_label, &ident, first);
            return false;
        }
        scope.typed.entry(type_label).or_default().insert(ident.text, entry);
        true
    }

    fn find_head(&mut self, module: ModuleId, path: &ast::Path) -> Option<Head> {
        let (entry, scope, name) = look_up_head(&self.scopes, module, path)?;
        if !entry.public && scope != module {
            let noun = "component";
            self.diagnostics.push(e02::e0210_not_public::not_public(name.span, noun, &name.text, entry.span));
        }
        self.uses(name.span, head_noun(entry.item), entry.span);
        Some(entry.item)
    }
}

/// A block as written, and where it belongs.
pub(crate) struct NewBlock<'a> {
    pub block: &'a ast::Block,
    pub notes: &'a ast::Notes,
    pub head: Head,
    pub owner: Owner,
    pub module: ModuleId,
    pub in_loop: bool,
}

/// Numbers a block. Its labels are checked against what its head wants; the body comes later.
pub(crate) fn new_block<'a>(
    model: &mut Model,
    trees: &mut Trees<'a>,
    diagnostics: &mut Diagnostics,
    new: NewBlock<'a>,
) -> BlockDeclId {
    let NewBlock { block, notes, head, owner, module, in_loop } = new;
    let id = BlockDeclId(model.blocks.len() as u32);
    let (unlabelled, two) = match head {
        Head::Kind(kind) => {
            let kind = model.kind(kind);
            (kind.unlabelled, kind.raw || kind.patch)
        }
        Head::Component(_) => (false, false),
    };
    let wanted = if unlabelled { 0 } else { 1 + usize::from(two) };
    if block.labels.len() != wanted {
        let span = block.labels.last().map_or(block.head.span, |label| label.span);
        let name = model.head_name(head);
        diagnostics.push(e02::e0216_wrong_labels::wrong_labels(span, name, wanted, block.labels.len()));
    }
    let label = if unlabelled { None } else { block.labels.last() };
    let type_label = block.labels.first().filter(|_| two && block.labels.len() > 1);
    let name_span = label.map_or(block.head.span, |label| label.span);
    model.blocks.push(BlockDecl {
        id,
        head,
        label: label.map_or_else(Str::default, |label| label.text.clone()),
        type_label: type_label.map(|label| (label.text.clone(), label.span)),
        name_span,
        header_span: block.head.span.to(name_span),
        span: block.head.span.to(block.body.span),
        owner,
        alive_in: None,
        body: empty_body(block.body.span),
        in_loop,
        doc: notes.doc.as_ref().map(|doc| doc.text.clone()),
        was: notes.attributes.iter().find(|note| note.name.text == "was").and_then(note_text),
        allows: allows(notes),
    });
    trees.blocks.push(Written { node: block, notes, module });
    id
}

/// What `@allow(CODE, "reason")` says above a block: codes, reasons, and where.
pub(super) fn allows(notes: &ast::Notes) -> Vec<(Str, Str, Span)> {
    let allows = notes.attributes.iter().filter(|note| note.name.text == "allow");
    let read = |note: &ast::Attribute| {
        let [code, rest @ ..] = note.args.as_slice() else { return None };
        let reason = rest.first().and_then(|arg| text_of(&arg.value)).unwrap_or_default();
        Some((text_of(&code.value)?, reason, note.span))
    };
    allows.filter_map(read).collect()
}

/// The kind or component that a block's head names, the module that declares it, and the name in the path.
pub(crate) fn look_up_head<'p>(
    scopes: &[ModuleScope],
    module: ModuleId,
    path: &'p ast::Path,
) -> Option<(Entry<Head>, ModuleId, &'p ast::Ident)> {
    let here = scopes.get(module.index())?;
    let (scope, name) = match path.segments.as_slice() {
        [name] => (if here.heads.contains_key(&name.text) { module } else { STD }, name),
        [alias, name] => match here.values.get(&alias.text)?.item {
            Value::Module(target) => (target, name),
            _ => return None,
        },
        _ => return None,
    };
    let entry = *scopes.get(scope.index())?.heads.get(&name.text)?;
    Some((entry, scope, name))
}

/// What a head is, for the table of uses.
pub(crate) fn head_noun(head: Head) -> DefinitionKind {
    match head {
        Head::Kind(_) => DefinitionKind::Kind,
        Head::Component(_) => DefinitionKind::Component,
    }
}

/// What to say of a head that names nothing; nothing if its module was not found, which has been said.
pub(crate) fn unknown_head(scopes: &[ModuleScope], module: ModuleId, path: &ast::Path) -> Option<Diagnostic> {
    let here = scopes.get(module.index())?;
    let names: Vec<&str> = path.segments.iter().map(|segment| segment.text.as_str()).collect();
    if let [alias, name] = path.segments.as_slice() {
        match here.values.get(&alias.text).map(|entry| entry.item) {
            Some(Value::Broken) => return None,
            Some(Value::Module(target)) => {
                let known = scopes.get(target.index())?.heads.keys().map(Str::as_str);
                let near = did_you_mean(&name.text, known);
                return Some(e02::e0205_unknown_kind::unknown_kind(name.span, &name.text, near));
            }
            _ => {}
        }
    }
    let name = names.join(".");
    let prelude = scopes.get(STD.index())?;
    let known = here.heads.keys().chain(prelude.heads.keys());
    let near = did_you_mean(&name, known.map(Str::as_str));
    Some(e02::e0205_unknown_kind::unknown_kind(path.span, &name, near))
}

/// The text of a note's only argument: `@was(old)`.
fn note_text(note: &ast::Attribute) -> Option<(Str, Span)> {
    let arg = note.args.first()?;
    Some((text_of(&arg.value)?, arg.value.span))
}

/// A name, a path of names, or a plain string as text. Notes hold no other expressions.
pub(crate) fn text_of(expr: &ast::Expr) -> Option<Str> {
    match &expr.kind {
        ast::ExprKind::Name(name) => Some(name.clone()),
        ast::ExprKind::String(text) => text.plain(),
        ast::ExprKind::Member { base, name, .. } => Some(format!("{}.{}", text_of(base)?, name.text).into()),
        _ => None,
    }
}
