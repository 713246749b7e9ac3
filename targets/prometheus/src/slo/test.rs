//! Tests of burn-rate alerts: silent below the threshold, firing at the step at which they should, ended soon after the trouble.

use super::Objective;
use super::pace::Pace;
use super::rules::Told;
use super::scenario::Scenario;
use crate::node::Map;
use crate::series::counter;
use infrac_plan::burn::Burn;
use infrac_quantity::Nanos;
use infrac_source::Str;
use infrac_tree::data::Node;

/// The tests of the rules of an objective that look that closely, if there are any.
pub(super) fn file(rules: &Str, objective: &Objective, pace: Pace) -> Option<Node> {
    objective.sli.series.as_ref()?;
    let burns = objective.burns.iter().filter(|burn| Pace::of(burn) == pace);
    let tests: Vec<Node> = burns.flat_map(|burn| tests(objective, burn)).collect();
    (!tests.is_empty()).then(|| crate::tests::file(rules, pace.step(), tests, objective.block.header.origin))
}

fn tests(objective: &Objective, burn: &Burn) -> Vec<Node> {
    let least = objective.block.value.min_events.value;
    let mut tests = Vec::new();
    if let Some(one) = Scenario::silent(burn, least) {
        let phases = [(one.stretch, one.bad)];
        let title = format!("{} is silent just below its threshold", objective.alert(burn));
        tests.push(test(objective, burn, &title, &one, one.events, &phases, &[(one.stretch, false)]));
    }
    if let Some(one) = Scenario::firing(burn, least) {
        let phases = [(one.long, 0), (one.stretch, one.bad), (one.ends, 0)];
        let (begin, end) = (one.long, one.long + one.stretch);
        let moments = [
            (begin, false),
            (begin + one.silent, false),
            (begin + one.fires, true),
            (end, true),
            (end + one.ends, false),
        ];
        let title = format!("{} fires when it should, and ends", objective.alert(burn));
        tests.push(test(objective, burn, &title, &one, one.events, &phases, &moments));
        tests.extend(quiet(objective, burn, &one, least));
    }
    tests
}

/// Where hardly anything happens nobody is woken, even if all of it goes wrong: half of the least number of events, in one step.
fn quiet(objective: &Objective, burn: &Burn, one: &Scenario, least: i64) -> Option<Node> {
    let few = i128::from(least) / 2;
    let title = format!("{} is silent where hardly anything happens", objective.alert(burn));
    let phases = [(one.long, 0), (1, few), (one.short, 0)];
    (few > 0).then(|| {
        let moments = [(one.long + 1, false), (one.long + one.short, false)];
        test(objective, burn, &title, one, 0, &phases, &moments)
    })
}

/// `phases`: steps and how many events of each are bad. Of `events` in a step the others are good.
fn test(
    objective: &Objective,
    burn: &Burn,
    title: &str,
    one: &Scenario,
    events: i128,
    phases: &[(i128, i128)],
    moments: &[(i128, bool)],
) -> Node {
    let origin = objective.block.header.origin;
    let start = 1000 * (one.events * one.long).max(1);
    let values = |count: &dyn Fn(i128) -> i128| {
        counter(start, &phases.iter().map(|&(steps, bad)| (steps, count(bad))).collect::<Vec<_>>())
    };
    let mut input = Vec::new();
    if let Some(series) = &objective.sli.series {
        let all = |bad: i128| events.max(bad);
        input.extend(series.all.iter().map(|one| one.node(values(&all), origin)));
        input.extend(series.good.iter().map(|one| one.node(values(&|bad| all(bad) - bad), origin)));
        input.extend(series.bad.iter().map(|one| one.node(values(&|bad| bad), origin)));
    }
    let told = Told::of(objective, burn);
    let alert = objective.alert(burn);
    let expected = moments.iter().map(|&(step, fires)| {
        let told = fires.then_some((told.labels.as_slice(), told.annotations.as_slice()));
        crate::tests::moment(Nanos(one.step.0 * step), &alert, told, origin)
    });
    Map::new(origin)
        .text("name", title)
        .text("interval", one.step.to_prometheus().unwrap_or_default())
        .list("input_series", input)
        .list("alert_rule_test", expected.collect())
        .build()
}
