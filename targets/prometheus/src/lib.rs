//! Prometheus: what watches an environment.
//!
//! In: the plan of an environment whose runtime is `kubernetes { … }` and in which something is to be watched. Out: below `prometheus/ENV/` the
//! rules (`rules/*.yml`: recording rules and burn-rate alerts of each objective, and the alerts that the project writes), a promtool test
//! of every alert (`tests/*.yml`), `prometheus.yml` with what is scraped, and `alertmanager.yml` with who is told.
//!
//! Numbers are exact: what has a finite decimal form is written as that, anything else as a division. No secret is written: Alertmanager
//! reads each from a file that is mounted into it.
//!
//! Deliberately not here: what runs Prometheus and Alertmanager, dashboards, and what a metric means; the contract of what is exported is
//! checked with the plan.

mod alert;
mod alertmanager;
mod node;
mod promql;
mod scrape;
mod series;
mod slo;
mod sources;
mod tests;
mod watch;

use infrac_diagnostics::Diagnostics;
use infrac_plan::{Header, OriginId, Plan};
use infrac_source::Str;
use infrac_target::{FileBody, Forest, Object, Target, TargetFile, limits};
use infrac_tree::data::Node;
use watch::Watch;

/// The back end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prometheus;

impl Target for Prometheus {
    fn id(&self) -> &'static str {
        "prometheus"
    }

    /// Where there is a cluster, and in it something to watch.
    fn applies(&self, plan: &Plan) -> bool {
        let blocks = plan.blocks();
        let watched = !blocks.slos.is_empty()
            || !blocks.alerts.is_empty()
            || blocks.services.iter().any(|service| service.value.metrics.is_some());
        watched && Watch::of(plan).is_some()
    }

    fn check(&self, plan: &Plan) -> Diagnostics {
        self.checked(plan).0
    }

    fn lower(&self, plan: &Plan) -> Forest {
        self.checked(plan).1
    }

    fn streamed(&self, plan: &Plan, each: &mut dyn FnMut(TargetFile)) -> Option<Diagnostics> {
        Some(self.each(plan, each))
    }
}

impl Prometheus {
    /// Makes the files one by one: of every service there are several, and rules and their tests are the largest trees of all targets.
    fn each(&self, plan: &Plan, each: &mut dyn FnMut(TargetFile)) -> Diagnostics {
        let Some(watch) = Watch::of(plan) else { return Diagnostics::default() };
        let mut rules = false;
        let mut file = |path, object| each(TargetFile { path, body: FileBody::Objects(vec![object]) });
        let mut rule = |path, object| {
            rules = true;
            file(path, object);
        };
        slo::lower(&watch, &mut rule);
        alert::lower(&watch).into_iter().for_each(|(path, object)| rule(path, object));
        file("prometheus.yml".into(), scrape::file(&watch, rules));
        if let Some(object) = alertmanager::file(&watch) {
            file("alertmanager.yml".into(), object);
        }
        let mut findings = limits(plan, self.id());
        findings.extend(watch.into_findings());
        findings
    }
}

/// A document as an object that patches can select: by its kind, and by its path as name.
fn object(kind: &str, path: &Str, of: Option<&Header>, node: Node) -> Object {
    let origin = of.map_or(OriginId::NONE, |header| header.origin);
    Object { kind: kind.into(), name: path.clone(), of: of.map(|header| header.id), origin, node }
}
