//! What happens in a test of a burn-rate alert, worked out in whole numbers.
//!
//! Events come at a steady pace, sampled once a step. First all are good, then for a while `bad` of `events` are bad, then all are good
//! again. Over a window of w steps `rate()` sees w of them, or w − 1 where the sample at the window's very beginning is not in it any more
//! (Prometheus 3 leaves it out; Prometheus documentation, "Prometheus 3.0 migration guide", chapter "Range selectors"). Both series are
//! extrapolated alike, so that the factor cancels in their ratio. A scenario is chosen such that the alert fires at the same step in both.

use super::pace::Pace;
use crate::series::counter;
use infrac_plan::burn::Burn;
use infrac_quantity::{Nanos, Ratio};
use infrac_source::Str;

/// A steady stream of events with a bad stretch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scenario {
    /// The time between two samples.
    pub(super) step: Nanos,
    /// Steps of the long window, which pass before anything is bad.
    pub(super) long: i128,
    /// Steps of the short window.
    pub(super) short: i128,
    /// Events in a step.
    pub(super) events: i128,
    /// Bad ones in a step of the bad stretch.
    pub(super) bad: i128,
    /// Steps after the beginning of the bad stretch at which the alert is certainly silent still.
    pub(super) silent: i128,
    /// Steps after the beginning of the bad stretch at which the alert fires: one more, except where hardly less than all must be bad.
    pub(super) fires: i128,
    /// Length of the bad stretch.
    pub(super) stretch: i128,
    /// Steps after its end at which the alert has certainly ended.
    pub(super) ends: i128,
}

/// A test of an alert, in the words of promtool: what the series do, and what comes of it.
pub(super) struct Run {
    /// What it shows, behind the alert's name.
    pub(super) title: &'static str,
    /// The time between two samples.
    pub(super) interval: Str,
    /// The values of a series that counts all events.
    pub(super) all: Str,
    /// Of one that counts the good ones.
    pub(super) good: Str,
    /// Of one that counts the bad ones.
    pub(super) bad: Str,
    /// When to look, and whether the alert fires then.
    pub(super) moments: Vec<(Str, bool)>,
}

/// What the tests of an alert play.
pub(super) fn runs(burn: &Burn, least: i64) -> Vec<Run> {
    let mut runs = Vec::new();
    if let Some(one) = Scenario::silent(burn, least) {
        let title = "is silent just below its threshold";
        runs.push(run(title, &one, one.events, &[(one.stretch, one.bad)], &[(one.stretch, false)]));
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
        runs.push(run("fires when it should, and ends", &one, one.events, &phases, &moments));
        runs.extend(quiet(&one, least));
    }
    runs
}

/// Where hardly anything happens nobody is woken, even if all of it goes wrong: half of the least number of events, in one step.
fn quiet(one: &Scenario, least: i64) -> Option<Run> {
    let few = i128::from(least) / 2;
    let phases = [(one.long, 0), (1, few), (one.short, 0)];
    let moments = [(one.long + 1, false), (one.long + one.short, false)];
    (few > 0).then(|| run("is silent where hardly anything happens", one, 0, &phases, &moments))
}

/// `phases`: steps and how many events of each are bad. Of `events` in a step the others are good.
fn run(title: &'static str, one: &Scenario, events: i128, phases: &[(i128, i128)], moments: &[(i128, bool)]) -> Run {
    let start = 1000 * (one.events * one.long).max(1);
    let values = |count: &dyn Fn(i128) -> i128| {
        Str::from(counter(start, &phases.iter().map(|&(steps, bad)| (steps, count(bad))).collect::<Vec<_>>()))
    };
    let all = |bad: i128| events.max(bad);
    let time = |steps: i128| Str::from(Nanos(one.step.0 * steps).to_prometheus().unwrap_or_default());
    Run {
        title,
        interval: time(1),
        all: values(&all),
        good: values(&|bad| all(bad) - bad),
        bad: values(&|bad| bad),
        moments: moments.iter().map(|&(step, fires)| (time(step), fires)).collect(),
    }
}

impl Scenario {
    /// One in which the alert fires and ends. `None` where numbers are out of reach.
    pub(super) fn firing(burn: &Burn, min_events: i64) -> Option<Self> {
        let (step, long, short) = steps(burn)?;
        let events = pace(burn.threshold, long, min_events)?;
        let level = burn.threshold.checked_mul(Ratio::from_int(events))?;
        let least = level.checked_mul(Ratio::new(long, events)?)?.ceil().max(long / 6) + 1;
        let chosen = (least..long - 1).find_map(|fires| {
            let bad = choose(level, long, fires).filter(|bad| *bad <= events)?;
            let stretch = fires + short;
            // A window of `short` still holds too many bad ones until this many steps after the stretch.
            let ends = short - level.checked_mul(Ratio::new(short, bad)?)?.floor();
            Some(Self { step, long, short, events, bad, silent: fires - 1, fires, stretch, ends })
        });
        // Where the threshold is close to 1, everything must be bad, and the two readings of the window may differ by a step.
        let all = || {
            let passed = |seen: i128| Some(burn.threshold.checked_mul(Ratio::from_int(seen))?.floor());
            let (silent, fires) = (passed(long - 1)?, passed(long)? + 1);
            let ends = short - passed(short)?;
            Some(Self { step, long, short, events, bad: events, silent, fires, stretch: fires + short, ends })
        };
        chosen.or_else(all)
    }

    /// One just below the threshold, for as long as the long window: the alert stays silent. `None` where less than one event in a step
    /// would have to be bad.
    pub(super) fn silent(burn: &Burn, min_events: i64) -> Option<Self> {
        let (step, long, short) = steps(burn)?;
        let events = pace(burn.threshold, long, min_events)?;
        let level = burn.threshold.checked_mul(Ratio::from_int(events))?;
        let bad = Some(level.ceil() - 1).filter(|bad| *bad > 0)?;
        Some(Self { step, long, short, events, bad, silent: 0, fires: 0, stretch: long + short, ends: 0 })
    }
}

/// The time between samples, and both windows in them.
fn steps(burn: &Burn) -> Option<(Nanos, i128, i128)> {
    let step = Pace::of(burn).step();
    Some((step, burn.long.whole(step)?, burn.short.whole(step)?))
}

/// Events in a step: so many that the threshold is at least a hundred of them, and the long window holds twice what is asked for.
fn pace(threshold: Ratio, long: i128, min_events: i64) -> Option<i128> {
    let enough = |events: i128| {
        let level = threshold.checked_mul(Ratio::from_int(events));
        level.is_some_and(|level| level >= Ratio::from_int(100)) && events * long >= 2 * i128::from(min_events)
    };
    (3..15).map(|exponent| 10_i128.pow(exponent)).find(|&events| enough(events))
}

/// How many in a step must be bad for the ratio over the long window to pass the level after exactly `fires` steps, whichever samples are
/// in the window: fires × bad > level × long, and (fires − 1) × bad < level × (long − 1). The middle of that range, if it holds a whole
/// number.
fn choose(level: Ratio, long: i128, fires: i128) -> Option<i128> {
    let above = level.checked_mul(Ratio::new(long, fires)?)?;
    let below = level.checked_mul(Ratio::new(long - 1, fires - 1)?)?;
    let middle = above.checked_add(below)?.checked_div(Ratio::from_int(2))?.floor();
    let bad = Ratio::from_int(middle);
    (above < bad && bad < below).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use infrac_plan::kinds::Severity;

    /// Whether the ratio over `window` steps passes the threshold `after` steps from the beginning of the bad stretch, with or without the
    /// sample at the window's beginning.
    fn passes(one: &Scenario, threshold: Ratio, window: i128, after: i128, closed: bool) -> bool {
        let seen = if closed { window } else { window - 1 };
        let first = after - seen;
        let bad = (after.min(one.stretch) - first.max(0)).max(0) * one.bad;
        Ratio::new(bad, one.events * seen).unwrap() > threshold
    }

    #[test]
    fn alerts_fire_at_their_step_and_end() {
        let hour = Nanos::HOUR.0;
        let windows = [(1, 12), (6, 12), (24, 12), (72, 12)];
        for (hours, part) in windows {
            for threshold in ["0.0001", "0.001", "0.0144", "0.06", "0.3", "0.72", "0.96"] {
                let threshold = Ratio::parse_decimal(threshold).unwrap();
                let (long, short) = (Nanos(hours * hour), Nanos(hours * hour / part));
                let burn = Burn { long, short, factor: Ratio::ONE, threshold, severity: Severity::Critical };
                let one = Scenario::firing(&burn, 0).unwrap();
                for closed in [true, false] {
                    let fires = |after| {
                        passes(&one, threshold, one.long, after, closed)
                            && passes(&one, threshold, one.short, after, closed)
                    };
                    let first = (0..one.stretch).find(|after| fires(*after));
                    assert!(
                        first.is_some_and(|first| one.silent < first && first <= one.fires),
                        "{hours}h {threshold} {closed} {first:?} {one:?}"
                    );
                    let exact = threshold < Ratio::new(9, 10).unwrap();
                    assert!(!exact || one.silent + 1 == one.fires, "{hours}h {threshold} {one:?}");
                    assert!(fires(one.stretch), "{hours}h {threshold} {one:?}");
                    assert!(!fires(one.stretch + one.ends), "{hours}h {threshold} {one:?}");
                }
            }
        }
    }
}
