//! Recording rules and burn-rate alerts. Names and labels of what is recorded are those of Sloth, which dashboards know.

use super::Objective;
use crate::node::Map;
use crate::promql::{AND, DIV, GE, GT, Matcher, Query, SUB};
use infrac_plan::OriginId;
use infrac_plan::burn::Burn;
use infrac_plan::kinds::Severity;
use infrac_quantity::{Nanos, Ratio};
use infrac_source::Str;
use infrac_target::Object;
use infrac_tree::data::Node;

/// The rate that the SLO window is added up from.
const BASE: Nanos = Nanos(5 * Nanos::MINUTE.0);

/// The file of an objective: one group, whose rules are evaluated in this order at one time.
pub(super) fn file(path: &Str, objective: &Objective) -> Object {
    let of = &objective.block.header;
    crate::object("Rules", path, Some(of), Map::new(of.origin).list("groups", vec![group(objective)]).build())
}

fn group(objective: &Objective) -> Node {
    let mut rules = ratios(objective);
    rules.extend(budget(objective));
    rules.extend(objective.burns.iter().map(|burn| alert(objective, burn)));
    let name = format!("slo:{}:{}", objective.service, objective.name);
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
        record(objective, "slo:sli_events:rate5m", sli.events("rate", BASE), origin),
        record(objective, "slo:sli_errors:rate5m", sli.errors("rate", BASE), origin),
    ];
    let mut windows: Vec<Nanos> = objective.burns.iter().flat_map(|burn| [burn.short, burn.long]).collect();
    windows.push(BASE);
    windows.sort();
    windows.dedup();
    for window in windows {
        let ratio = sli.errors("rate", window).binary(DIV, sli.events("rate", window));
        rules.push(record(objective, &ratio_name(window), ratio, origin));
    }
    // Bad events and all events are added up apart: the mean of ratios would count quiet hours like busy ones. And nothing reads raw
    // series over the whole window.
    let window = &objective.block.value.window;
    let total = |metric: &str| Query::Call("sum_over_time", vec![recorded(objective, metric, Some(window.value))]);
    let whole = total("slo:sli_errors:rate5m").binary(DIV, total("slo:sli_events:rate5m"));
    rules.push(record(objective, &ratio_name(window.value), whole, window.origin));
    rules
}

/// What dashboards show: objective, budget, and how fast the budget burns.
fn budget(objective: &Objective) -> Vec<Node> {
    let slo = &objective.block.value;
    let (promised, window) = (slo.objective.value.0, &slo.window);
    let budget = Ratio::ONE.checked_sub(promised).unwrap_or(Ratio::ZERO);
    let days = Ratio::new(window.value.0, Nanos::DAY.0).unwrap_or(Ratio::ZERO);
    let constant = |number| Query::Call("vector", vec![Query::Number(number)]);
    let burn = |metric: &str| recorded(objective, metric, None).binary(DIV, Query::Number(budget));
    let left = Query::Number(Ratio::ONE).binary(SUB, recorded(objective, "slo:period_burn_rate:ratio", None));
    let origin = slo.objective.origin;
    vec![
        record(objective, "slo:objective:ratio", constant(promised), origin),
        record(objective, "slo:error_budget:ratio", constant(budget), origin),
        record(objective, "slo:time_period:days", constant(days), window.origin),
        record(objective, "slo:current_burn_rate:ratio", burn(&ratio_name(BASE)), origin),
        record(objective, "slo:period_burn_rate:ratio", burn(&ratio_name(window.value)), window.origin),
        record(objective, "slo:period_error_budget_remaining:ratio", left, window.origin),
    ]
}

/// Fires while both windows burn too fast: the long one for how much is lost, the short one so that it ends soon after the trouble does.
fn alert(objective: &Objective, burn: &Burn) -> Node {
    let above = |window| recorded(objective, &ratio_name(window), None).binary(GT, Query::Number(burn.threshold));
    let mut when = above(burn.long).binary(AND, above(burn.short));
    let least = &objective.block.value.min_events;
    if least.value > 0 {
        let events = objective.sli.events("increase", burn.long);
        let enough = events.binary(GE, Query::Number(Ratio::from_int(i128::from(least.value))));
        // The sum has no labels, what is recorded has.
        when = Query::Binary(crate::promql::AND_ON_NOTHING, Box::new(when), Box::new(enough));
    }
    let origin = objective.block.header.origin;
    let told = Told::of(objective, burn);
    let mut labels = Map::new(origin);
    for (label, value) in &told.labels {
        labels = labels.text(label, value.clone());
    }
    let mut annotations = Map::new(origin);
    for (name, text) in &told.annotations {
        annotations = annotations.prose(name, text.clone(), origin);
    }
    Map::new(origin)
        .text("alert", objective.alert(burn))
        .text_at("expr", when.to_string(), objective.block.value.objective.origin)
        .map("labels", labels)
        .map("annotations", annotations)
        .build()
}

/// The labels and annotations of an alert, which its test expects.
pub(super) struct Told {
    pub(super) labels: Vec<(&'static str, Str)>,
    pub(super) annotations: Vec<(&'static str, String)>,
}

impl Told {
    pub(super) fn of(objective: &Objective, burn: &Burn) -> Self {
        let (service, name) = (&objective.service, &objective.name);
        let severity = match burn.severity {
            Severity::Critical => "critical",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let rounded = |number: Option<Ratio>| number.and_then(|number| number.round(2)).unwrap_or(Ratio::ZERO);
        let factor = rounded(Some(burn.factor));
        let window = objective.block.value.window.value;
        let hundred = Ratio::from_int(100);
        let percent = rounded(burn.threshold.checked_mul(hundred));
        let hours = Ratio::new(burn.long.0, window.0);
        let share = rounded(hours.and_then(|part| part.checked_mul(burn.factor)?.checked_mul(hundred)));
        let summary = format!("{service} burns the error budget of its objective {name} {factor} times too fast");
        let description = format!(
            "Over the last {} and the last {} about {percent}% of events or more were bad. In {} that uses up {share}% of the budget of {window}.",
            burn.long, burn.short, burn.long
        );
        Self {
            labels: vec![
                ("namespace", objective.namespace.clone()),
                ("service", service.clone()),
                ("slo", name.clone()),
                ("severity", severity.into()),
            ],
            annotations: vec![("summary", summary), ("description", description)],
        }
    }
}

fn ratio_name(window: Nanos) -> String {
    format!("slo:sli_error:ratio_rate{}", window.to_prometheus().unwrap_or_default())
}

/// A recording rule with the labels that tell objectives apart.
fn record(objective: &Objective, name: &str, query: Query, origin: OriginId) -> Node {
    let mut labels = Map::new(origin);
    for (label, value) in identity(objective) {
        labels = labels.text(label, value);
    }
    Map::new(origin).text("record", name).text("expr", query.to_string()).map("labels", labels).build()
}

/// What an earlier rule of the group has recorded.
fn recorded(objective: &Objective, metric: &str, range: Option<Nanos>) -> Query {
    let matchers = identity(objective).map(|(label, value)| Matcher::new(label, "=", value)).into();
    Query::Select { metric: metric.into(), matchers, range }
}

fn identity(objective: &Objective) -> [(&'static str, Str); 3] {
    [
        ("namespace", objective.namespace.clone()),
        ("service", objective.service.clone()),
        ("slo", objective.name.clone()),
    ]
}
