//! Tests of burn-rate alerts: silent below the threshold, firing at the step at which they should, ended soon after the trouble.

use super::pace::Pace;
use super::scenario::Run;
use super::{Alert, Objective};
use crate::node::Map;
use crate::series::Series;
use infrac_source::Str;
use infrac_tree::data::Node;

/// The tests of the rules of an objective that look that closely, if there are any.
pub(super) fn file(rules: &Str, objective: &Objective, alerts: &[Alert], pace: Pace) -> Option<Node> {
    objective.sli.series.as_ref()?;
    let alerts = alerts.iter().filter(|alert| alert.alarm.pace == pace);
    let tests: Vec<Node> =
        alerts.flat_map(|alert| alert.alarm.runs.iter().map(|run| test(objective, alert, run))).collect();
    (!tests.is_empty()).then(|| crate::tests::file(rules, pace.step(), tests, objective.block.header.origin))
}

fn test(objective: &Objective, alert: &Alert, run: &Run) -> Node {
    let origin = objective.block.header.origin;
    let mut input = Vec::new();
    if let Some(series) = &objective.sli.series {
        let mut play = |series: &[Series], values: &Str| {
            input.extend(series.iter().map(|one| one.node(values.clone(), origin)));
        };
        play(&series.all, &run.all);
        play(&series.good, &run.good);
        play(&series.bad, &run.bad);
    }
    let expected = run.moments.iter().map(|(at, fires)| {
        let told = fires.then_some((alert.labels.as_slice(), alert.annotations.as_slice()));
        crate::tests::moment(at.clone(), &alert.name, told, origin)
    });
    Map::of(4, origin)
        .text("name", [&alert.name, " ", run.title].concat())
        .text("interval", run.interval.clone())
        .list("input_series", input)
        .list("alert_rule_test", expected.collect())
        .build()
}
