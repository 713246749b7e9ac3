//! Which children a block has already: from its own body, its component's body, and the module's defaults.

use super::Checker;
use super::body::Shape;
use super::scope::Context;
use crate::KindId;
use crate::ModuleId;
use crate::types::Head;
use infrac_source::{Span, Str};
use infrac_syntax::ast;

impl<'a> Checker<'a> {
    /// A child that a lower layer declares: the component's body, or the defaults of the kind.
    pub(super) fn lower_child(&self, shape: &Shape, kind: KindId, label: &str, module: ModuleId) -> Option<Span> {
        let mut found = None;
        self.each_lower(shape, module, &mut |body, module| {
            self.each_child(body, kind, module, &mut |child, span| {
                if child == label && found.is_none() {
                    found = Some(span);
                }
            });
        });
        found
    }

    /// A child that the block's own body declares outside overlays.
    pub(super) fn own_child(&self, context: &Context, kind: KindId, label: &str) -> Option<Span> {
        let mut found = None;
        self.each_own(context, kind, &mut |child, span| {
            if child == label && found.is_none() {
                found = Some(span);
            }
        });
        found
    }

    /// The labels of all children of a kind that are known where the context is.
    pub(super) fn child_labels(&self, context: &Context, shape: &Shape, kind: KindId) -> Vec<String> {
        let mut labels: Vec<String> = Vec::new();
        self.each_own(context, kind, &mut |child, _| labels.push(child.to_string()));
        self.each_lower(shape, context.module, &mut |body, module| {
            self.each_child(body, kind, module, &mut |child, _| labels.push(child.to_string()));
        });
        labels
    }

    fn each_own(&self, context: &Context, kind: KindId, each: &mut dyn FnMut(&Str, Span)) {
        let body = match context.owner {
            crate::hir::Owner::Block(id) => self.trees.blocks.get(id.index()).map(|written| &written.node.body),
            crate::hir::Owner::Component(id) => self.trees.components.get(id.index()).map(|written| &written.node.body),
            crate::hir::Owner::Module(_) => None,
        };
        if let Some(body) = body {
            self.each_child(body, kind, context.module, each);
        }
    }

    /// The bodies below the user's: of the component, and the module's defaults of the kind.
    fn each_lower(&self, shape: &Shape, module: ModuleId, each: &mut dyn FnMut(&'a ast::Body, ModuleId)) {
        let kind = match shape {
            Shape::Kind(kind) => Some(*kind),
            Shape::Instance(component) => {
                let def = self.model.component(*component);
                if let Some(written) = self.trees.components.get(component.index()) {
                    each(&written.node.body, def.module);
                }
                def.base
            }
            _ => None,
        };
        for (defaults, written) in self.model.defaults.iter().zip(&self.trees.defaults) {
            if Some(defaults.kind) == kind && defaults.module == module {
                each(&written.node.body, module);
            }
        }
    }

    /// Children of a kind that a body declares, through its branches and loops.
    fn each_child(&self, body: &ast::Body, kind: KindId, module: ModuleId, each: &mut dyn FnMut(&Str, Span)) {
        for entry in &body.entries {
            match &entry.kind {
                ast::EntryKind::Block(block) => {
                    let head = block.head.segments.last().and_then(|name| self.head_quietly(module, &name.text));
                    if head.and_then(|head| self.model.kind_of(head)) == Some(kind)
                        && let Some(label) = block.labels.last()
                    {
                        each(&label.text, label.span);
                    }
                }
                ast::EntryKind::For { body, .. } => self.each_child(body, kind, module, each),
                ast::EntryKind::If(branch) => {
                    let mut next = Some(branch);
                    while let Some(branch) = next {
                        self.each_child(&branch.then, kind, module, each);
                        next = match &branch.otherwise {
                            Some(ast::ElseEntry::If(branch)) => Some(branch),
                            Some(ast::ElseEntry::Body(body)) => {
                                self.each_child(body, kind, module, each);
                                None
                            }
                            None => None,
                        };
                    }
                }
                ast::EntryKind::Match { arms, .. } => {
                    for arm in arms {
                        self.each_child(&arm.body, kind, module, each);
                    }
                }
                _ => {}
            }
        }
    }

    fn head_quietly(&self, module: ModuleId, name: &str) -> Option<Head> {
        let here = self.module_scope(module).heads.get(name);
        here.or_else(|| self.module_scope(crate::declare::STD).heads.get(name)).map(|entry| entry.item)
    }
}
