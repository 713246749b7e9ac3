//! Everything that is alive is computed in the end, so that laziness is never visible, and what must hold is asserted.

use super::{Cell, Evaluator, ScopeRef};
use crate::BlockId;
use crate::value::{Fields, Val, Value};
use infrac_diagnostics::codes::e04;
use infrac_model::Type;
use infrac_model::hir::{EntryKind, Expr};
use infrac_source::Str;
use std::rc::Rc;
use std::sync::Arc;

/// Whether a value, or a part of it, failed.
pub(crate) fn poisoned(value: &Value) -> bool {
    match value {
        Value::Poison => true,
        Value::List(items) => items.iter().any(|item| poisoned(&item.value)),
        Value::Map(fields) | Value::Tag(_, fields) => fields.values().any(|field| poisoned(&field.value)),
        Value::Range(ends) => poisoned(&ends.0.value) || ends.1.as_ref().is_some_and(|max| poisoned(&max.value)),
        _ => false,
    }
}

impl<'m> Evaluator<'m> {
    /// Makes and computes everything.
    pub fn run(&mut self) {
        self.make_environment();
        self.make_all();
        let count = self.blocks.len();
        for at in 0..count {
            self.force(BlockId(at as u32));
        }
        for at in 0..count {
            self.assert_block(BlockId(at as u32));
        }
        let root = self.root_scope();
        for module in self.model.modules() {
            for (condition, message, _) in &module.asserts {
                self.assert(condition, message, &root);
            }
        }
    }

    /// Computes all attributes, parameters and outputs of a block.
    fn force(&mut self, id: BlockId) {
        let span = self.block(id).span;
        let mut fields = Fields::default();
        if let Some(component) = self.block(id).component.map(|component| self.model.component(component)) {
            for name in component.params.keys() {
                self.parameter(id, name, span);
            }
            if component.base.is_none() {
                let values = component.params.keys().map(|name| self.parameter(id, name, span)).collect();
                fields = Fields::shaped(&self.shape(component.params.values()), values);
            }
            let scope = self.block(id).outer.clone();
            for (name, output) in &component.outputs {
                if output.params.is_empty() {
                    self.output(id, name, &[], output.span, &scope);
                }
            }
        }
        if let Some(kind) = self.block(id).kind.map(|kind| self.model.kind(kind)) {
            for (at, field) in kind.attributes.values().enumerate() {
                self.attribute_at(id, at, field, span);
            }
            let cells = std::mem::take(&mut self.block_mut(id).attributes);
            // What bodies set of a raw block has places of its own beside the attributes of its kind, which may have the same names.
            if kind.raw {
                self.block_mut(id).attributes.clone_from(&cells);
            }
            let values = cells.into_iter().filter_map(Cell::done).collect();
            fields = Fields::shaped(&self.shape(kind.attributes.values()), values);
            if kind.raw {
                self.raw_fields(id, &mut fields);
            }
        }
        self.block_mut(id).poisoned = fields.values().any(|val| poisoned(&val.value));
        self.block_mut(id).fields = Some(Arc::new(fields));
    }

    /// Attributes of a raw block: whatever its bodies set.
    fn raw_fields(&mut self, id: BlockId, fields: &mut Fields) {
        let mut said = Vec::new();
        for node in self.nodes(id).iter() {
            self.gather_all(node, &mut said);
        }
        let home = self.kind_scope(id);
        let mut keyed: indexmap::IndexMap<Str, Vec<_>, rustc_hash::FxBuildHasher> = Default::default();
        for (key, contribution) in said {
            keyed.entry(key).or_default().push(contribution);
        }
        for (key, said) in keyed {
            if let Some(val) = self.merge(&Type::Raw, said, &home) {
                fields.insert(key, val);
            }
        }
    }

    /// Whether something of a block failed, which has been reported.
    pub fn block_poisoned(&self, id: BlockId) -> bool {
        let block = self.block(id);
        block.fields.is_none() || block.poisoned
    }

    fn assert_block(&mut self, id: BlockId) {
        if self.block_poisoned(id) || self.damaged(id) {
            return;
        }
        if let Some(kind) = self.block(id).kind.map(|kind| self.model.kind(kind))
            && !kind.asserts.is_empty()
        {
            let scope = self.kind_scope(id);
            for (condition, message, _) in &kind.asserts {
                self.assert(condition, message, &scope);
            }
        }
        let mut found = Vec::new();
        for node in self.nodes(id).iter() {
            self.asserts_of(node, &mut found);
        }
        for (node, at) in found {
            if let Some(entry) = node.body.entries.get(at)
                && let EntryKind::Assert { condition, message } = &entry.kind
            {
                let scope = Rc::clone(&node.scope);
                self.assert(condition, message, &scope);
            }
        }
    }

    /// Evaluates an assert and reports it if it does not hold. Gives whether it holds.
    pub fn assert(&mut self, condition: &'m Expr, message: &'m Expr, scope: &ScopeRef<'m>) -> bool {
        match self.truth(condition, scope) {
            Some(true) => true,
            Some(false) => {
                let message: Val = self.eval(message, scope);
                let text = self.plain_text(&message).unwrap_or_else(|| "this does not hold".into());
                let place = self.user_place(condition.span, scope.trace);
                let report = e04::e0445_assert::assert_failed(place, &text);
                let report = self.with_trace(report, condition.span, scope.trace);
                self.report(report);
                false
            }
            None => false,
        }
    }
}
