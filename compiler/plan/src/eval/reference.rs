//! Names of blocks as values: `booking`, `this`, `self`, `name`, `project`, families; and what is said of blocks that do not live here.

use super::contribution::Node;
use super::{Evaluator, ScopeRef};
use crate::BlockId;
use crate::text::{SecretRef, Sensitive, SensitivePart, Text};
use crate::value::{Fields, Val, Value};
use infrac_diagnostics::codes::e04;
use infrac_model::BlockDeclId;
use infrac_model::hir::{BlockDecl, EntryKind, Owner};
use infrac_source::{Span, Str};
use std::rc::Rc;
use std::sync::Arc;

impl<'m> Evaluator<'m> {
    /// A block by its declaration, as seen from `scope`.
    pub fn block_value(&mut self, id: BlockDeclId, family: bool, span: Span, scope: &ScopeRef<'m>) -> Val {
        if family {
            let found = self.find(id, scope, true);
            let fields: Fields = found
                .into_iter()
                .map(|(key, block)| {
                    (key.unwrap_or_default(), Val { value: Value::Ref(block), origin: self.block(block).origin })
                })
                .collect();
            return self.val(Value::Map(Arc::new(fields)), span, scope.trace);
        }
        match self.find(id, scope, false).first() {
            Some(&(_, block)) => self.val(Value::Ref(block), span, scope.trace),
            None => {
                self.not_alive(self.model.block(id), span, scope);
                self.poison(span, scope.trace)
            }
        }
    }

    /// The live blocks of a declaration that `scope` sees: one, or all rounds of its loop.
    pub fn find(&mut self, id: BlockDeclId, scope: &ScopeRef<'m>, family: bool) -> Vec<(Option<Str>, BlockId)> {
        let decl = self.model.block(id);
        match decl.owner {
            Owner::Module(_) => self.top_block(id).map(|block| (None, block)).into_iter().collect(),
            Owner::Component(_) => {
                let Some(instance) = scope.instance else { return Vec::new() };
                self.find_within(instance, id, scope, family)
            }
            Owner::Block(_) => {
                let Some(owner) = scope.self_block else { return Vec::new() };
                self.find_within(owner, id, scope, family)
            }
        }
    }

    fn find_within(
        &mut self,
        owner: BlockId,
        id: BlockDeclId,
        scope: &ScopeRef<'m>,
        family: bool,
    ) -> Vec<(Option<Str>, BlockId)> {
        let mut found = Vec::new();
        for node in self.nodes(owner).iter() {
            self.find_in(node, owner, id, scope, family, &mut found);
        }
        found
    }

    /// Opens only what lies on the way to the declaration, and of a loop around `scope` only this round.
    fn find_in(
        &mut self,
        node: &Rc<Node<'m>>,
        owner: BlockId,
        id: BlockDeclId,
        scope: &ScopeRef<'m>,
        family: bool,
        out: &mut Vec<(Option<Str>, BlockId)>,
    ) {
        for (at, entry) in node.body.entries.iter().enumerate() {
            match &entry.kind {
                EntryKind::Block(decl) if *decl == id => {
                    let made = self.made_at(node, at, self.model.block(id), owner);
                    out.extend(made.map(|block| (node.key.clone(), block)));
                }
                kind if self.entry_holds(kind, super::contribution::Want::Block(id)) => {
                    let round = if family { None } else { scope.round_of(std::ptr::from_ref(entry)).cloned() };
                    for nested in self.open_entry(node, at).iter() {
                        if round.is_none() || nested.key == round {
                            self.find_in(nested, owner, id, scope, family, out);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// `exists(block)`.
    pub fn exists(&mut self, decl: BlockDeclId, scope: &ScopeRef<'m>) -> bool {
        !self.find(decl, scope, false).is_empty()
    }

    fn not_alive(&mut self, decl: &'m BlockDecl, span: Span, scope: &ScopeRef<'m>) {
        let environments = decl.alive_in.as_ref().map(|environments| {
            let names = environments.iter().map(|&env| self.model.environment(env).name.as_str());
            names.collect::<Vec<_>>().join("`, `")
        });
        let place = self.user_place(span, scope.trace);
        let report = e04::e0430_not_alive::not_alive(place, &decl.label, decl.header_span, environments.as_deref());
        let report = self.with_trace(report, span, scope.trace);
        self.report(report);
    }

    /// `this`: the block of the enclosing component that takes the instance's name, or the instance itself where it is of a kind.
    pub fn this(&mut self, span: Span, scope: &ScopeRef<'m>) -> Val {
        let Some(instance) = scope.instance else { return self.poison(span, scope.trace) };
        let Some(component) = self.block(instance).component else { return self.poison(span, scope.trace) };
        let declared: Vec<BlockDeclId> = self
            .info(&self.model.component(component).body)
            .blocks
            .iter()
            .copied()
            .filter(|&decl| {
                let decl = self.model.block(decl);
                let raw = self.model.kind_of(decl.head).is_some_and(|kind| self.model.kind(kind).raw);
                decl.label == "this" && !raw
            })
            .collect();
        for decl in &declared {
            if let Some(&(_, block)) = self.find(*decl, scope, false).first() {
                return self.val(Value::Ref(block), span, scope.trace);
            }
        }
        match declared.first() {
            Some(&decl) => self.not_alive(self.model.block(decl), span, scope),
            None if self.block(instance).kind.is_some() => {
                return self.val(Value::Ref(instance), span, scope.trace);
            }
            None => {}
        }
        self.poison(span, scope.trace)
    }

    /// `self`.
    pub fn self_value(&mut self, span: Span, scope: &ScopeRef<'m>) -> Val {
        match scope.self_block {
            Some(block) => self.val(Value::Ref(block), span, scope.trace),
            None => self.poison(span, scope.trace),
        }
    }

    /// `name`.
    pub fn instance_name(&mut self, span: Span, scope: &ScopeRef<'m>) -> Val {
        match scope.instance {
            Some(instance) => {
                let label = self.block(instance).label.clone();
                self.val(Value::Text(Text::literal(label)), span, scope.trace)
            }
            None => self.poison(span, scope.trace),
        }
    }

    /// `project`.
    pub fn project_value(&mut self, span: Span, scope: &ScopeRef<'m>) -> Val {
        match self.model.project().and_then(|project| self.top_block(project)) {
            Some(block) => self.val(Value::Ref(block), span, scope.trace),
            None => {
                // A project without `project` was reported by the checker.
                self.met_poison = true;
                self.poison(span, scope.trace)
            }
        }
    }

    /// Whether a block is a secret.
    pub fn is_secret(&self, block: BlockId) -> bool {
        self.block(block).kind_name(self.model) == "secret"
    }

    /// A secret block as the Secret that it is.
    pub fn secret_of(&self, block: BlockId) -> Value {
        Value::Secret(Sensitive::new([SensitivePart::Secret(SecretRef { secret: block, key: None })]))
    }
}
