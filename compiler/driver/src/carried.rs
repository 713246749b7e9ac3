//! Which target carries what, and what it loses: what `build` says at its end.

use infrac_diagnostics::{Diagnostics, Severity};
use infrac_source::Str;
use std::collections::{BTreeMap, BTreeSet};

/// A target of a build.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The target's name.
    pub target: &'static str,
    /// The environments that it carries, in declaration order.
    pub environments: Vec<Str>,
    /// What it loses by code. What is lost in several environments is told once, as the findings are.
    losses: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Carried {
    /// A target that carries nothing yet.
    pub(crate) fn new(target: &'static str) -> Self {
        Self { target, environments: Vec::new(), losses: BTreeMap::new() }
    }

    /// Notes the losses (W07) among what was found.
    pub(crate) fn note(&mut self, found: &Diagnostics) {
        let losses =
            found.0.iter().filter(|one| one.severity == Severity::Warning && one.code.as_str().starts_with("W07"));
        for loss in losses {
            let which = format!("{}\0{:?}", loss.message, loss.labels);
            self.losses.entry(loss.code.as_str()).or_default().insert(which);
        }
    }

    /// The codes of what it loses, in order, each with how many there are.
    pub fn losses(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.losses.iter().map(|(code, losses)| (*code, losses.len()))
    }
}
