//! Two values for one key where the source alone shows it: in one body, or in two overlays that name one environment.

use super::Checker;
use crate::EnvId;
use crate::hir::{Body, EntryKind, Expr, ExprKind, KeyText};
use indexmap::IndexMap;
use infrac_diagnostics::codes::e04;
use infrac_source::{Span, Str};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A value for a key: its place, and its entries if it is a Body and so only adds.
type Given = (Span, Option<Arc<Body>>);

impl Checker<'_> {
    /// Reports keys that a block's body sets twice in one stratum. Branches are left to the evaluator, which knows which are taken.
    pub(super) fn conflicts(&mut self, body: &Body) {
        self.group(&[body], None);
        let mut by_environment: IndexMap<EnvId, Vec<&Body>> = IndexMap::new();
        for entry in &body.entries {
            if let EntryKind::Overlay { environments, body } = &entry.kind {
                for &environment in environments {
                    by_environment.entry(environment).or_default().push(body);
                }
            }
        }
        let mut reported: Vec<Span> = Vec::new();
        for (environment, bodies) in by_environment {
            let name = self.model.environment(environment).name.clone();
            let before = self.diagnostics.0.len();
            self.group(&bodies, Some(&name));
            // Two overlays that both name several environments disagree once, not once an environment.
            let mut at = before;
            while let Some(place) = self.diagnostics.0.get(at).and_then(|it| it.primary()) {
                if reported.contains(&place) {
                    self.diagnostics.0.remove(at);
                } else {
                    reported.push(place);
                    at += 1;
                }
            }
        }
    }

    /// Bodies that all speak of one path in one stratum.
    fn group(&mut self, bodies: &[&Body], environment: Option<&Str>) {
        let mut keys: FxHashMap<Str, Vec<Given>> = FxHashMap::default();
        let mut order: Vec<Str> = Vec::new();
        for body in bodies {
            for entry in &body.entries {
                let EntryKind::Set { key, value } = &entry.kind else { continue };
                let KeyText::Static(text) = &key.text else { continue };
                let given = keys.entry(text.clone()).or_default();
                if given.is_empty() {
                    order.push(text.clone());
                }
                given.push((key.span, inner_body(value)));
            }
        }
        for key in order {
            let Some(given) = keys.get(&key) else { continue };
            let inner: Vec<&Body> = given.iter().filter_map(|(_, body)| body.as_deref()).collect();
            if let [(first, _), rest @ ..] = given.as_slice()
                && inner.len() < given.len()
            {
                for (again, _) in rest {
                    self.report(e04::e0411_conflict::key_set_twice(*again, &key, *first, environment.map(Str::as_str)));
                }
            } else if !inner.is_empty() {
                self.group(&inner, environment);
            }
        }
    }
}

/// The entries of a value that is a Body, through conversions. A payload with its tag replaces another tag's, so it counts as one value.
fn inner_body(value: &Expr) -> Option<Arc<Body>> {
    match &value.kind {
        ExprKind::Body(body) => Some(Arc::clone(body)),
        ExprKind::Tag { payload: Some(body), .. } => Some(Arc::clone(body)),
        ExprKind::Coerce(inner) => inner_body(inner),
        _ => None,
    }
}
