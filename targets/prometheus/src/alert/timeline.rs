//! What happens in the test of an alert, minute by minute: a calm stretch, a gap without samples in which all that is looked back at is
//! forgotten, a stretch in which the alert's condition holds from the first moment that it can be known, and nothing more.

use super::Rule;
use crate::node::Map;
use crate::series::{Phase, Series, gauge, growing};
use infrac_plan::OriginId;
use infrac_quantity::{Nanos, Ratio};
use infrac_source::Str;
use infrac_tree::data::Node;

/// A series, and what it does while it is calm and while there is trouble.
pub(super) struct Course {
    pub(super) series: Series,
    /// It grows by that much a minute; otherwise it has that value.
    pub(super) grows: bool,
    pub(super) calm: Ratio,
    pub(super) trouble: Ratio,
}

/// The tests of a rule: silent while calm, firing when its time has come, and ended after the trouble. `known_after` is how many minutes
/// after its beginning the condition is known to hold: 1 where it needs two samples, otherwise 0. `look_back` is the longest time that a
/// query looks back over. `more` are labels that the alert takes over from its series.
pub(super) fn tests(
    rule: &Rule,
    courses: &[Course],
    known_after: i128,
    look_back: Nanos,
    more: &[(Str, Str)],
) -> Vec<Node> {
    let origin = rule.block.value.when.origin;
    let minutes = |time: Nanos| (time.0 + Nanos::MINUTE.0 - 1) / Nanos::MINUTE.0;
    let wait = minutes(rule.wait);
    let calm = wait + 10;
    let gap = minutes(look_back.max(Nanos(5 * Nanos::MINUTE.0))) + 5;
    let begin = calm + gap;
    let fires = begin + known_after + wait;
    let end = fires + 10;
    let forgotten = end + minutes(look_back.max(Nanos(5 * Nanos::MINUTE.0))) + 1;
    let input = courses.iter().map(|course| {
        let phases =
            [Phase::Sampled(calm, course.calm), Phase::Gap(gap), Phase::Sampled(end - begin + 1, course.trouble)];
        let values = if course.grows { growing(&phases) } else { gauge(&phases) };
        course.series.node(values, origin)
    });
    let silent = |minute| (minute, false);
    let mut moments = vec![silent(calm - 1)];
    if fires > begin {
        moments.push(silent(fires - 1));
    }
    moments.extend([(fires, true), (end, true), silent(forgotten)]);
    let expected = moments.into_iter().map(|(minute, fires)| moment(rule, minute, fires, more, origin));
    let title = format!("{} fires when it should, and ends", rule.name);
    vec![
        Map::new(origin)
            .text("name", title)
            .text("interval", "1m")
            .list("input_series", input.collect())
            .list("alert_rule_test", expected.collect())
            .build(),
    ]
}

fn moment(rule: &Rule, minute: i128, fires: bool, more: &[(Str, Str)], origin: OriginId) -> Node {
    let own = rule.labels.iter().map(|(label, text, _)| (Str::from(*label), text.clone()));
    // A label of the rule takes the place of one of the series.
    let taken = |label: &Str| rule.labels.iter().any(|(own, _, _)| *own == label.as_str());
    let labels: Vec<(Str, Str)> = own.chain(more.iter().filter(|(label, _)| !taken(label)).cloned()).collect();
    let annotations: Vec<(&str, Str)> =
        rule.annotations.iter().map(|(name, text, _)| (*name, text.as_str().into())).collect();
    let told = fires.then_some((labels.as_slice(), annotations.as_slice()));
    let at = Nanos(minute * Nanos::MINUTE.0).to_prometheus().unwrap_or_default();
    crate::tests::moment(at.into(), &rule.name.as_str().into(), told, origin)
}
