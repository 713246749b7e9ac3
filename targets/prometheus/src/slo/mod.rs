//! Objectives: what is recorded, which alerts follow, and how those are tested.

mod indicator;
mod pace;
mod promise;
mod ratio;
mod rules;
mod scenario;
mod test;

use crate::promql::{Matcher, labels};
use crate::watch::{Watch, camel, object_name};
use indicator::Sli;
use infrac_plan::kinds::Slo;
use infrac_plan::{Block, BlockId};
use infrac_source::Str;
use infrac_target::Object;
use pace::Pace;
use promise::{Alarm, Promise, Promises};
use std::rc::Rc;

/// An objective with all that its rules are made of.
pub(crate) struct Objective<'p> {
    pub(crate) block: &'p Block<Slo>,
    /// The labels that tell objectives apart: `namespace`, `service`, `slo`.
    identity: [(&'static str, Str); 3],
    /// The condition on these labels, as PromQL.
    selected: String,
    pub(crate) sli: Sli,
    promise: Rc<Promise>,
}

impl<'p> Objective<'p> {
    /// `None` where its indicator has nothing to count, which the checks of the plan report.
    fn of(watch: &Watch, block: &'p Block<Slo>, promises: &mut Promises) -> Option<Self> {
        // The window, the objective and the least number of events are read by the promise.
        let Slo { name, objective: _, window: _, indicator, min_events: _ } = &block.value;
        let sli = Sli::of(watch, block.header.parent, indicator)?;
        let identity = [
            ("namespace", watch.namespace.clone()),
            ("service", owner(watch, block.header.parent)),
            ("slo", own_name(watch, block, &name.value)),
        ];
        let matchers = identity.clone().map(|(label, value)| Matcher { label: Str::new_static(label), op: "=", value });
        let mut selected = String::new();
        labels(&matchers, &mut selected);
        Some(Self { block, identity, selected, sli, promise: promises.of(&block.value) })
    }

    /// The service that it is promised of, or the project.
    fn service(&self) -> &Str {
        let [_, (_, service), _] = &self.identity;
        service
    }

    /// Its own name.
    fn name(&self) -> &Str {
        let [_, _, (_, name)] = &self.identity;
        name
    }

    /// Its alerts, in the order of those of its promise.
    fn alerts(&self) -> Vec<Alert<'_>> {
        let (service, name) = (self.service(), self.name());
        let own = camel(service) + &camel(name);
        let alert = |alarm| {
            let Alarm { long, severity, factor, description, .. }: &Alarm = alarm;
            // "Burn rate" is the term of the SRE workbook, chapter 5: at a rate of 1 the budget is used up exactly when its window ends.
            let summary = [
                service.as_str(),
                " burns the error budget of its objective ",
                name,
                " at a burn rate of ",
                factor,
                " or more",
            ];
            let [namespace, service, slo] = self.identity.clone();
            Alert {
                alarm,
                name: [own.as_str(), "Burn", long].concat().into(),
                labels: [namespace, service, slo, ("severity", Str::new_static(severity))],
                annotations: [("summary", summary.concat().into()), ("description", description.clone())],
            }
        };
        self.promise.alarms.iter().map(alert).collect()
    }
}

/// A burn-rate alert of an objective.
struct Alert<'a> {
    alarm: &'a Alarm,
    /// With the long one of its windows: `BookingAvailabilityBurn1h`.
    name: Str,
    labels: [(&'static str, Str); 4],
    annotations: [(&'static str, Str); 2],
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

/// Gives `file` the rule file of each objective and the files of its tests, with their paths. One file each, so that a test evaluates no more
/// rules than it needs.
pub(crate) fn lower(watch: &Watch, file: &mut dyn FnMut(Str, Object)) {
    let mut promises = Promises::default();
    for block in &watch.plan.blocks().slos {
        let Some(objective) = Objective::of(watch, block, &mut promises) else { continue };
        let alerts = objective.alerts();
        let name = ["slo-", objective.service(), "-", objective.name()].concat();
        let path: Str = ["rules/", &name, ".yml"].concat().into();
        file(path.clone(), rules::file(&path, &objective, &alerts));
        for pace in [Pace::Fast, Pace::Slow] {
            let tests: Str = ["tests/", &name, "-", pace.name(), ".yml"].concat().into();
            if let Some(node) = test::file(&path, &objective, &alerts, pace) {
                file(tests.clone(), crate::object("Tests", &tests, Some(&block.header), node));
            }
        }
    }
}
