//! Two values for one key where the source alone shows it: in one body, or in two overlays that name one environment.

use super::Checker;
use crate::EnvId;
use crate::hir::{Body, EntryKind, Expr, ExprKind, KeyText};
use crate::types::Type;
use indexmap::IndexMap;
use infrac_diagnostics::codes::e04;
use infrac_source::{Span, Str};

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
        let mut set: Vec<(&Str, Span, &Expr)> = Vec::new();
        for entry in bodies.iter().flat_map(|body| &body.entries) {
            if let EntryKind::Set { key, value } = &entry.kind
                && let KeyText::Static(text) = &key.text
            {
                set.push((text, key.span, value));
            }
        }
        // The sort is stable, so that the first of two equal keys is the first in the source.
        set.sort_by_key(|(key, _, _)| *key);
        for given in set.chunk_by(|a, b| a.0 == b.0) {
            let inner: Vec<&Body> = given.iter().filter_map(|(_, _, value)| self.adds(value)).collect();
            let [(key, first, _), rest @ ..] = given else { continue };
            if inner.is_empty() && rest.is_empty() {
                continue;
            }
            if inner.len() == given.len() {
                self.group(&inner, environment);
                continue;
            }
            for (_, again, _) in rest {
                self.report(e04::e0411_conflict::key_set_twice(*again, key, *first, environment.map(Str::as_str)));
            }
        }
    }

    /// The entries of a value that is a Body and so only adds, through conversions. A tag in parentheses is one value.
    fn adds<'e>(&self, value: &'e Expr) -> Option<&'e Body> {
        match &value.kind {
            ExprKind::Body(body) => Some(body),
            ExprKind::Tag { name, union: Some(union), payload: Some(body) } => {
                let tag = Type::Named(*union);
                let (_, tags) = self.model.tags(&tag)?;
                let braces = tags.iter().any(|tag| tag.name == *name && !tag.positional);
                braces.then_some(body)
            }
            ExprKind::Coerce(inner) => self.adds(inner),
            _ => None,
        }
    }
}
