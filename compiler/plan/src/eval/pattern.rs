//! Patterns: which arm is taken, and what it binds.

use super::{Binding, Evaluator, Slot};
use crate::value::{Val, Value};
use infrac_model::hir::Pattern;
use std::sync::Arc;

impl<'m> Evaluator<'m> {
    /// The arm that fits, and its bindings: the first, or over environments the one that names the nearest.
    pub fn select(
        &mut self,
        value: &Val,
        arms: impl Iterator<Item = &'m [Pattern]>,
    ) -> Option<(usize, Vec<Binding<'m>>)> {
        if matches!(value.value, Value::Poison) {
            return None;
        }
        let mut nearest: Option<(usize, usize)> = None;
        let mut otherwise: Option<(usize, Vec<Binding<'m>>)> = None;
        for (at, patterns) in arms.enumerate() {
            for pattern in patterns {
                if let Pattern::Env(env) = pattern {
                    let distance = self.distance(&value.value, *env);
                    if let Some(distance) = distance
                        && nearest.is_none_or(|(least, _)| distance < least)
                    {
                        nearest = Some((distance, at));
                    }
                } else if otherwise.is_none()
                    && let Some(bindings) = self.fits(value, pattern)
                {
                    otherwise = Some((at, bindings));
                }
            }
        }
        let taken = nearest.map(|(_, at)| (at, Vec::new())).or(otherwise);
        // A match without an arm for this was reported by the checker.
        self.met_poison |= taken.is_none();
        taken
    }

    /// How many steps up from the environment that `value` names `env` is; `None` if it is no ancestor of it.
    fn distance(&self, value: &Value, env: infrac_model::EnvId) -> Option<usize> {
        let Value::Environment(name) = value else { return None };
        let environments = self.model.environments();
        let from = environments.iter().position(|def| def.name == *name)?;
        self.model.chain(infrac_model::EnvId(from as u32)).iter().position(|&other| other == env)
    }

    /// The bindings of a pattern, if it fits.
    fn fits(&mut self, value: &Val, pattern: &'m Pattern) -> Option<Vec<Binding<'m>>> {
        let none = Some(Vec::new());
        match (pattern, &value.value) {
            (Pattern::Wildcard, _) => none,
            (Pattern::Bind(local), _) => Some(vec![(*local, Slot::Value(value.clone()))]),
            (Pattern::Null, Value::Null) => none,
            (Pattern::Some(_), Value::Null) => None,
            (Pattern::Some(local), _) => Some(vec![(*local, Slot::Value(value.clone()))]),
            (Pattern::Bool(wanted), Value::Bool(found)) => (wanted == found).then(Vec::new),
            (Pattern::Number(wanted), found) => {
                super::number::base_of(found).is_some_and(|found| found == *wanted).then(Vec::new)
            }
            (Pattern::Text(wanted), Value::Text(found)) => {
                found.known().is_some_and(|found| found == *wanted).then(Vec::new)
            }
            (Pattern::Tag { name, whole, fields }, Value::Tag(tag, payload)) if name == tag => {
                let mut bindings: Vec<Binding<'m>> = Vec::new();
                if let Some(local) = whole {
                    let record = Val { value: Value::Map(Arc::clone(payload)), origin: value.origin };
                    bindings.push((*local, Slot::Value(record)));
                }
                for (field, local) in fields {
                    let null = || Val { value: Value::Null, origin: value.origin };
                    bindings.push((*local, Slot::Value(payload.get(field).cloned().unwrap_or_else(null))));
                }
                Some(bindings)
            }
            _ => None,
        }
    }
}
