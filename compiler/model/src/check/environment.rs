//! Environments: the tree of inheritance, and what is said of each.

use super::Checker;
use super::body::Shape;
use super::scope::Context;
use crate::types::Head;
use crate::{EnvId, cycles};
use infrac_diagnostics::codes::e04;
use infrac_source::Span;

impl Checker<'_> {
    /// Parents of environments; a cycle is reported and cut.
    pub(super) fn environment_tree(&mut self) {
        let mut edges: Vec<(u32, u32, Span)> = Vec::new();
        for at in 0..self.trees.environments.len() {
            let Some(written) = self.trees.environments.get(at).copied() else { continue };
            let Some(parent) = &written.node.parent else { continue };
            match self.environments.get(&parent.text).copied() {
                Some(id) => {
                    let definition = self.model.environment(id).span;
                    self.uses.record(parent.span, crate::uses::DefinitionKind::Environment, definition);
                    edges.push((at as u32, id.0, parent.span));
                    self.set_parent(EnvId(at as u32), Some(id));
                }
                None => self.unknown_environment(&parent.text, parent.span),
            }
        }
        for cycle in cycles::find(self.model.environments.len(), &edges) {
            let name = |id: u32| self.model.environment(EnvId(id)).name.to_string();
            let steps = cycle.told(|from, to| format!("`{}` inherits from `{}`", name(from), name(to)));
            self.report(e04::e0401_environment_cycle::environment_cycle(&steps));
            for member in cycle.members {
                self.set_parent(EnvId(member), None);
            }
        }
    }

    fn set_parent(&mut self, id: EnvId, parent: Option<EnvId>) {
        if let Some(environment) = self.model.environments.get_mut(id.index()) {
            environment.parent = parent;
        }
    }

    /// What is said of each environment.
    pub(super) fn environment_bodies(&mut self) {
        let Some(kind) = self.model.environment_kind() else { return };
        for at in 0..self.trees.environments.len() {
            let Some(written) = self.trees.environments.get(at).copied() else { continue };
            if let Some(first) = written.node.alive_in.as_ref().and_then(|names| names.first()) {
                self.report(e04::e0403_misplaced_overlay::misplaced_overlay(first.span, true, false));
            }
            let outer = self.top(written.module);
            let context = Context { self_block: Some((Head::Kind(kind), None)), ..self.context(outer) };
            let mut body = self.check_entries_with(&written.node.body, &Shape::Kind(kind), outer, context);
            self.conflicts(&body);
            // What it would have inherited is not known.
            let orphan = written.node.parent.as_ref().is_some_and(|name| !self.environments.contains_key(&name.text));
            body.damaged |= orphan || written.node.labels.len() > 1;
            if let Some(environment) = self.model.environments.get_mut(at) {
                environment.body = body;
            }
        }
    }
}
