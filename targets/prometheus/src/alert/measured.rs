//! The test of an alert whose condition is written over signals: the series of services that are in trouble, or not.

use super::Rule;
use super::assignment::{Assignment, Knob, Turned, value_of};
use super::condition::LOOK_BACK;
use super::timeline::{self, Course};
use crate::series::Series;
use crate::watch::Watch;
use infrac_plan::BlockId;
use infrac_plan::signal::Condition;
use infrac_quantity::{Nanos, Ratio};
use infrac_tree::data::Node;

/// `None` where no values were found that make the condition hold, and others that do not.
pub(super) fn tests(watch: &Watch, rule: &Rule, condition: &Condition) -> Option<Vec<Node>> {
    let turned = Turned::of(watch, condition)?;
    let (trouble, calm) = turned.trouble_and_calm()?;
    let known_after = if turned.known_at_once(&trouble) { 0 } else { 1 };
    let mut courses = Vec::new();
    let mut done: Vec<BlockId> = Vec::new();
    for knob in &turned.knobs {
        match knob {
            Knob::Pace(service) | Knob::Errors(service) | Knob::Bucket(service) => {
                if !done.contains(service) {
                    done.push(*service);
                    courses.extend(requests(watch, &turned, *service, &calm, &trouble)?);
                }
            }
            Knob::Gauge(service, metric) | Knob::Counter(service, metric) => {
                let grows = matches!(knob, Knob::Counter(..));
                let value = |one: &Assignment| {
                    let value = value_of(&turned.knobs, &one.values, knob)?;
                    if grows { a_minute(value) } else { Some(value) }
                };
                let series = Series::of(&watch.select(*service, metric.clone(), Vec::new()));
                courses.push(Course { series, grows, calm: value(&calm)?, trouble: value(&trouble)? });
            }
        }
    }
    Some(timeline::tests(rule, &courses, known_after, LOOK_BACK, &[]))
}

fn a_minute(a_second: Ratio) -> Option<Ratio> {
    a_second.checked_mul(Ratio::new(Nanos::MINUTE.0, Nanos::SECOND.0)?)
}

/// The series by which a service counts and times its requests.
fn requests(
    watch: &Watch,
    turned: &Turned,
    service: BlockId,
    calm: &Assignment,
    trouble: &Assignment,
) -> Option<Vec<Course>> {
    let http = watch.http(service)?;
    let of = |one: &Assignment, knob: &Knob| value_of(&turned.knobs, &one.values, knob);
    let all = |one: &Assignment| a_minute(of(one, &Knob::Pace(service))?);
    let failed = |one: &Assignment| match of(one, &Knob::Errors(service)) {
        Some(part) => all(one)?.checked_mul(part),
        None => Some(Ratio::ZERO),
    };
    let count = |code: &str| {
        let select = watch.select(service, format!("{}_count", http.duration), Vec::new());
        Series::of(&select).with(http.code, code)
    };
    let course = |series, calm, trouble| Course { series, grows: true, calm, trouble };
    let good = |one: &Assignment| all(one)?.checked_sub(failed(one)?);
    let mut courses = vec![course(count("200"), good(calm)?, good(trouble)?)];
    if turned.knobs.contains(&Knob::Errors(service)) {
        courses.push(course(count("500"), failed(calm)?, failed(trouble)?));
    }
    let bucket = Knob::Bucket(service);
    if turned.knobs.contains(&bucket) {
        let bounds = http.buckets.iter().map(|bound| bound.value.to_seconds_decimal()).chain(["+Inf".to_owned()]);
        for (at, bound) in bounds.enumerate() {
            // Buckets are cumulative: each holds what is in those below it.
            let held = |one: &Assignment| {
                let reached = Ratio::from_int(at as i128) >= of(one, &bucket)?;
                if reached { all(one) } else { Some(Ratio::ZERO) }
            };
            let select = watch.select(service, format!("{}_bucket", http.duration), Vec::new());
            let series = Series::of(&select).with(http.code, "200").with("le", &bound);
            courses.push(course(series, held(calm)?, held(trouble)?));
        }
    }
    Some(courses)
}
