//! Objectives: what is recorded, which alerts follow, and how those are tested.

mod indicator;
mod pace;
mod ratio;
mod rules;
mod scenario;
mod test;

use crate::watch::{Watch, camel, object_name};
use indicator::Sli;
use infrac_plan::burn::{Burn, burns};
use infrac_plan::kinds::Slo;
use infrac_plan::{Block, BlockId};
use infrac_source::Str;
use infrac_target::Object;
use pace::Pace;

/// An objective with all that its rules are made of.
pub(crate) struct Objective<'p> {
    pub(crate) block: &'p Block<Slo>,
    /// The service that it is promised of, or the project.
    pub(crate) service: Str,
    /// Its own name.
    pub(crate) name: Str,
    pub(crate) namespace: Str,
    pub(crate) sli: Sli,
    pub(crate) burns: Vec<Burn>,
}

impl<'p> Objective<'p> {
    /// `None` where its indicator has nothing to count, which the checks of the plan report.
    fn of(watch: &Watch, block: &'p Block<Slo>) -> Option<Self> {
        // The window, the objective and the least number of events are read where the rules are made.
        let Slo { name, objective: _, window: _, indicator, min_events: _ } = &block.value;
        let sli = Sli::of(watch, block.header.parent, indicator)?;
        Some(Self {
            block,
            service: owner(watch, block.header.parent),
            name: own_name(watch, block, &name.value),
            namespace: watch.namespace.clone(),
            sli,
            burns: burns(&block.value).into_iter().filter(Burn::can_fire).collect(),
        })
    }

    /// The name of the alert of a pair of windows: `BookingAvailabilityBurn1h`.
    fn alert(&self, burn: &Burn) -> String {
        let long = burn.long.to_prometheus().unwrap_or_default();
        format!("{}{}Burn{long}", camel(&self.service), camel(&self.name))
    }
}

/// Who an objective is promised of.
fn owner(watch: &Watch, parent: Option<BlockId>) -> Str {
    let header = parent.and_then(|parent| watch.plan.header(parent));
    header.map_or_else(|| watch.project.clone(), |header| object_name(&header.name))
}

/// What it is called beside its service: `availability`, not `booking_availability`, which is its name unless it has another.
fn own_name(watch: &Watch, block: &Block<Slo>, name: &str) -> Str {
    let parent = block.header.parent.and_then(|parent| watch.plan.header(parent));
    let own = parent.and_then(|parent| name.strip_prefix(parent.name.as_str())?.strip_prefix('_'));
    object_name(own.unwrap_or(name))
}

/// The rule file of each objective and the files of its tests, by path. One file each, so that a test evaluates no more rules than it needs.
pub(crate) fn lower(watch: &Watch) -> Vec<(Str, Object)> {
    let mut lowered = Vec::new();
    for block in &watch.plan.blocks().slos {
        let Some(objective) = Objective::of(watch, block) else { continue };
        let name = format!("slo-{}-{}", objective.service, objective.name);
        let path: Str = format!("rules/{name}.yml").into();
        lowered.push((path.clone(), rules::file(&path, &objective)));
        for pace in [Pace::Fast, Pace::Slow] {
            let tests: Str = format!("tests/{name}-{}.yml", pace.name()).into();
            if let Some(node) = test::file(&path, &objective, pace) {
                lowered.push((tests.clone(), crate::object("Tests", &tests, Some(&block.header), node)));
            }
        }
    }
    lowered
}
