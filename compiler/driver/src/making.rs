//! From plans to documents, target by target. A target that does not join environments makes the documents of each by itself, and where texts
//! are wanted prints them at once: then the trees of few environments are in memory at one time, not those of all.

use crate::generated::{Finish, Generated};
use crate::stopwatch::Stopwatch;
use infrac_diagnostics::Diagnostics;
use infrac_plan::Plan;
use infrac_target::{Assembly, Forest, System, Target};
use infrac_tree::{Document, print};
use rayon::prelude::*;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What documents are wanted as.
#[derive(Clone, Copy)]
pub(crate) enum Ends<'f> {
    /// Trees, which know where each line came from.
    Trees,
    /// Text, finished as soon as it is printed.
    Text(&'f Finish<'f>),
}

/// What all targets are given.
pub(crate) struct Making<'m> {
    pub(crate) system: &'m System<'m>,
    pub(crate) ends: Ends<'m>,
    /// Something is wrong already: then only what the targets say of it is wanted.
    pub(crate) is_wrong: bool,
    pub(crate) watch: &'m Stopwatch,
}

/// What a target made of the environments that it takes together.
pub(crate) struct Made<'p> {
    pub(crate) target: &'static dyn Target,
    /// What it cannot carry of each environment, and what is wrong in its terms.
    pub(crate) found: Vec<(&'p Plan, Diagnostics)>,
    /// What is wrong with patches of its trees.
    pub(crate) patched: Diagnostics,
    /// Nothing if anything is wrong.
    pub(crate) assembly: Assembly,
    /// The texts of its documents, where texts are wanted: then the documents themselves are gone.
    pub(crate) texts: Vec<Generated>,
    /// What it took on all threads together, without printing.
    pub(crate) took: Duration,
    /// What printing took.
    pub(crate) printing: Duration,
}

impl Making<'_> {
    /// What comes of these targets and environments, in their order. Nothing is left out of it because of what another one found.
    pub(crate) fn all<'p>(&self, jobs: Vec<(&'static dyn Target, &'p Plan)>) -> Vec<Made<'p>> {
        let mut groups: Vec<(&'static dyn Target, Vec<&'p Plan>)> = Vec::new();
        for (target, plan) in jobs {
            match groups.last_mut() {
                Some((last, plans)) if last.id() == target.id() && target.joins() => plans.push(plan),
                _ => groups.push((target, vec![plan])),
            }
        }
        groups.into_par_iter().map(|(target, plans)| self.group(target, &plans)).collect()
    }

    fn group<'p>(&self, target: &'static dyn Target, plans: &[&'p Plan]) -> Made<'p> {
        if let [plan] = plans
            && let Some(made) = self.streamed(target, plan)
        {
            return made;
        }
        if let Some(made) = self.joined(target, plans) {
            return made;
        }
        let mut made = self.of_forests(target, plans);
        if let Ends::Text(finish) = self.ends {
            let documents = std::mem::take(&mut made.assembly.documents);
            let print = |document| printed(document, finish);
            let (texts, took) = self.watch.time(|| documents.into_par_iter().map(print).collect());
            made.texts = texts;
            made.printing = took;
        }
        made
    }

    /// What a target makes that joins environments on its own, if nothing else is to be done with their trees.
    fn joined<'p>(&self, target: &'static dyn Target, plans: &[&'p Plan]) -> Option<Made<'p>> {
        let has_patches = |plan: &&&Plan| infrac_target::has_patches(plan, target.patched_as());
        if self.is_wrong || !target.joins() || plans.iter().any(|plan| has_patches(&plan)) {
            return None;
        }
        let given = Mutex::new((Vec::new(), Vec::new(), Duration::ZERO));
        let give = |document| match self.ends {
            Ends::Trees => locked(&given).0.push(document),
            Ends::Text(finish) => {
                let (text, took) = self.watch.time(|| printed(document, finish));
                let mut given = locked(&given);
                given.1.push(text);
                given.2 += took;
            }
        };
        let (joined, took) = self.watch.time(|| target.joined(self.system, plans, &give));
        let (found, assembly) = joined?;
        let (documents, mut texts, printing) = given.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut assembly = Assembly { documents, ..assembly };
        if found.iter().any(Diagnostics::has_errors) {
            (assembly, texts) = Default::default();
        }
        let found = plans.iter().copied().zip(found).collect();
        let (patched, took) = (Diagnostics::default(), took.saturating_sub(printing));
        Some(Made { target, found, patched, assembly, texts, took, printing })
    }

    fn of_forests<'p>(&self, target: &'static dyn Target, plans: &[&'p Plan]) -> Made<'p> {
        let lowered: Vec<(Lowered, Duration)> =
            plans.par_iter().map(|plan| self.watch.time(|| self.lower(target, plan))).collect();
        let mut made = Made {
            target,
            found: Vec::new(),
            patched: Diagnostics::default(),
            assembly: Assembly::default(),
            texts: Vec::new(),
            took: Duration::ZERO,
            printing: Duration::ZERO,
        };
        let mut forests = Vec::new();
        for (plan, (lowered, took)) in plans.iter().zip(lowered) {
            made.took += took;
            made.found.push((plan, lowered.found));
            made.patched.extend(lowered.patched);
            forests.extend(lowered.forest.map(|forest| (plan.environment_name().clone(), forest)));
        }
        if forests.len() == plans.len() && !made.patched.has_errors() {
            let (assembly, took) = self.watch.time(|| target.assembled(self.system, forests));
            made.assembly = assembly;
            made.took += took;
        }
        made
    }

    /// The texts of a target that gives its files away one by one, if nothing else is to be done with them.
    fn streamed<'p>(&self, target: &'static dyn Target, plan: &'p Plan) -> Option<Made<'p>> {
        let Ends::Text(finish) = self.ends else { return None };
        if self.is_wrong || target.joins() || infrac_target::has_patches(plan, target.patched_as()) {
            return None;
        }
        let (mut texts, mut printing) = (Vec::new(), Duration::ZERO);
        let mut print = |file| {
            let document = infrac_target::placed(target.id(), plan.environment_name().clone(), file);
            let (text, took) = self.watch.time(|| printed(document, finish));
            printing += took;
            texts.push(text);
        };
        let (found, took) = self.watch.time(|| target.streamed(plan, &mut print));
        let found = found?;
        let (patched, assembly) = Default::default();
        let took = took.saturating_sub(printing);
        Some(Made { target, found: vec![(plan, found)], patched, assembly, texts, took, printing })
    }

    fn lower(&self, target: &'static dyn Target, plan: &Plan) -> Lowered {
        let (found, forest) = target.checked(plan);
        if self.is_wrong || found.has_errors() {
            return Lowered { found, patched: Diagnostics::default(), forest: None };
        }
        let (forest, patched) = match target.is_patched_as_trees() {
            true => infrac_target::patch(plan, target.patched_as(), forest),
            false => (forest, Diagnostics::default()),
        };
        Lowered { found, patched, forest: Some(forest) }
    }
}

/// What a target made of one environment.
struct Lowered {
    found: Diagnostics,
    patched: Diagnostics,
    /// `None` if something was wrong before.
    forest: Option<Forest>,
}

fn locked<T>(given: &Mutex<T>) -> MutexGuard<'_, T> {
    given.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The text of a document, which is gone with this.
fn printed(document: Document, finish: &Finish<'_>) -> Generated {
    let content = finish(&document.path, print(&document).text);
    Generated { path: document.path, content }
}
