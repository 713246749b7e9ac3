//! Recording rules and burn-rate alerts. Names and labels of what is recorded are those of Sloth, which dashboards know.

use super::promise::BASE;
use super::{Alert, Objective};
use crate::node::Map;
use crate::promql::{AND, DIV, GE, GT, Query, SUB};
use infrac_plan::OriginId;
use infrac_quantity::{Nanos, Ratio};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// The file of an objective: one group, whose rules are evaluated in this order at one time.
pub(super) fn file(path: &Str, objective: &Objective, alerts: &[Alert]) -> Object {
    let of = &objective.block.header;
    let group = group(objective, alerts);
    crate::object("Rules", path, Some(of), Map::new(of.origin).list("groups", vec![group]).build())
}

fn group(objective: &Objective, alerts: &[Alert]) -> Node {
    let mut rules = ratios(objective);
    rules.extend(budget(objective));
    rules.extend(alerts.iter().map(|one| alert(objective, one)));
    let name = ["slo:", objective.service(), ":", objective.name()].concat();
    let slo = &objective.block.value;
    let (window, part) = (slo.window.value, slo.objective.value);
    Map::new(objective.block.header.origin)
        .text("name", name)
        .list("rules", rules)
        .build()
        .commented(format!("{part} of all events good, over {window}."))
}

/// The part of bad events over each window of an alert, and over the SLO window.
fn ratios(objective: &Objective) -> Vec<Node> {
    let sli = &objective.sli;
    let origin = sli.origin;
    let mut rules = vec![
        record(objective, Str::new_static("slo:sli_events:rate5m"), sli.events("rate", BASE), origin),
        record(objective, Str::new_static("slo:sli_errors:rate5m"), sli.errors("rate", BASE), origin),
    ];
    for window in &objective.promise.windows {
        let ratio = sli.errors("rate", window.length).binary(DIV, sli.events("rate", window.length));
        rules.push(record(objective, window.ratio.clone(), ratio, origin));
    }
    // Bad events and all events are added up apart: the mean of ratios would count quiet hours like busy ones. And nothing reads raw
    // series over the whole window.
    let window = &objective.block.value.window;
    let total = |metric: Str| Query::Call("sum_over_time", vec![recorded(objective, metric, Some(window.value))]);
    let whole =
        total(Str::new_static("slo:sli_errors:rate5m")).binary(DIV, total(Str::new_static("slo:sli_events:rate5m")));
    rules.push(record(objective, objective.promise.whole.ratio.clone(), whole, window.origin));
    rules
}

/// What dashboards show: objective, budget, and how fast the budget burns.
fn budget(objective: &Objective) -> Vec<Node> {
    let slo = &objective.block.value;
    let (promised, window) = (slo.objective.value.0, &slo.window);
    let (budget, days) = (objective.promise.budget, objective.promise.days);
    let constant = |number| Query::Call("vector", vec![Query::Number(number)]);
    let burn = |metric: Str| recorded(objective, metric, None).binary(DIV, Query::Number(budget));
    let left =
        Query::Number(Ratio::ONE).binary(SUB, recorded(objective, Str::new_static("slo:period_burn_rate:ratio"), None));
    let origin = slo.objective.origin;
    vec![
        record(objective, Str::new_static("slo:objective:ratio"), constant(promised), origin),
        record(objective, Str::new_static("slo:error_budget:ratio"), constant(budget), origin),
        record(objective, Str::new_static("slo:time_period:days"), constant(days), window.origin),
        record(
            objective,
            Str::new_static("slo:current_burn_rate:ratio"),
            burn(Str::new_static("slo:sli_error:ratio_rate5m")),
            origin,
        ),
        record(
            objective,
            Str::new_static("slo:period_burn_rate:ratio"),
            burn(objective.promise.whole.ratio.clone()),
            window.origin,
        ),
        record(objective, Str::new_static("slo:period_error_budget_remaining:ratio"), left, window.origin),
    ]
}

/// Fires while both windows burn too fast: the long one for how much is lost, the short one so that it ends soon after the trouble does.
fn alert(objective: &Objective, alert: &Alert) -> Node {
    let burn = &alert.alarm.burn;
    let above = |ratio: &Str| recorded(objective, ratio.clone(), None).binary(GT, Query::Number(burn.threshold));
    let mut when = above(&alert.alarm.ratios.0).binary(AND, above(&alert.alarm.ratios.1));
    let least = &objective.block.value.min_events;
    if least.value > 0 {
        let events = objective.sli.events("increase", burn.long);
        let enough = events.binary(GE, Query::Number(Ratio::from_int(i128::from(least.value))));
        // The sum has no labels, what is recorded has.
        when = Query::Binary(crate::promql::AND_ON_NOTHING, Box::new(when), Box::new(enough));
    }
    let origin = objective.block.header.origin;
    let mut labels = Map::of(4, origin);
    for (label, value) in &alert.labels {
        labels = labels.text(*label, value.clone());
    }
    let mut annotations = Map::of(2, origin);
    for (name, text) in &alert.annotations {
        annotations = annotations.prose(*name, text.clone(), origin);
    }
    Map::of(4, origin)
        .text("alert", alert.name.clone())
        .text_at("expr", when.text(), objective.block.value.objective.origin)
        .map("labels", labels)
        .map("annotations", annotations)
        .build()
}

/// A recording rule with the labels that tell objectives apart.
fn record(objective: &Objective, name: Str, query: Query, origin: OriginId) -> Node {
    let mut labels = Map::of(3, origin);
    for (label, value) in &objective.identity {
        labels = labels.text(*label, value.clone());
    }
    Map::of(3, origin).text("record", name).text("expr", query.text()).map("labels", labels).build()
}

/// What an earlier rule of the group has recorded.
fn recorded(objective: &Objective, metric: Str, range: Option<Nanos>) -> Query {
    Query::Select { written: [metric.as_str(), &objective.selected].concat().into(), range }
}
