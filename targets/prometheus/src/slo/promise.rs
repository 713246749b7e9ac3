//! What follows from the numbers of an objective alone: worked out once for all objectives that promise the same.

use super::pace::Pace;
use super::scenario::Run;
use infrac_plan::burn::{Burn, burns};
use infrac_plan::kinds::{Severity, Slo};
use infrac_quantity::{Nanos, Percent, Ratio};
use infrac_source::Str;
use std::collections::HashMap;
use std::rc::Rc;

/// The rate that the SLO window is added up from.
pub(super) const BASE: Nanos = Nanos(5 * Nanos::MINUTE.0);

/// An objective's numbers, and all that its rules and tests need of them.
pub(super) struct Promise {
    /// The windows of its alerts and [`BASE`], shortest first.
    pub(super) windows: Vec<Window>,
    /// Its own window.
    pub(super) whole: Window,
    pub(super) budget: Ratio,
    pub(super) days: Ratio,
    pub(super) alarms: Vec<Alarm>,
}

/// A window, and the name under which the part of bad events over it is recorded.
pub(super) struct Window {
    pub(super) length: Nanos,
    pub(super) ratio: Str,
}

/// A burn-rate alert.
pub(super) struct Alarm {
    pub(super) burn: Burn,
    pub(super) pace: Pace,
    /// The long window, as names of alerts say it.
    pub(super) long: String,
    /// The names of the ratios over the long and the short window.
    pub(super) ratios: (Str, Str),
    pub(super) severity: &'static str,
    /// The burn rate, for people.
    pub(super) factor: String,
    pub(super) description: Str,
    /// What its tests play.
    pub(super) runs: Vec<Run>,
}

/// The promises that were worked out so far.
#[derive(Default)]
pub(super) struct Promises(HashMap<(Percent, Nanos, i64), Rc<Promise>>);

impl Promises {
    /// What an objective promises.
    pub(super) fn of(&mut self, slo: &Slo) -> Rc<Promise> {
        // What it is called and what it counts is its own.
        let Slo { name: _, objective, window, indicator: _, min_events } = slo;
        let key = (objective.value, window.value, min_events.value);
        Rc::clone(self.0.entry(key).or_insert_with(|| Rc::new(Promise::of(slo))))
    }
}

impl Promise {
    fn of(slo: &Slo) -> Self {
        let (whole, least) = (slo.window.value, slo.min_events.value);
        let burns: Vec<Burn> = burns(slo).into_iter().filter(Burn::can_fire).collect();
        let mut windows: Vec<Nanos> = burns.iter().flat_map(|burn| [burn.short, burn.long]).collect();
        windows.push(BASE);
        windows.sort();
        windows.dedup();
        Self {
            windows: windows.into_iter().map(Window::of).collect(),
            whole: Window::of(whole),
            budget: Ratio::ONE.checked_sub(slo.objective.value.0).unwrap_or(Ratio::ZERO),
            days: Ratio::new(whole.0, Nanos::DAY.0).unwrap_or(Ratio::ZERO),
            alarms: burns.into_iter().map(|burn| Alarm::of(burn, whole, least)).collect(),
        }
    }
}

impl Window {
    fn of(length: Nanos) -> Self {
        Self { length, ratio: ratio_name(length) }
    }
}

impl Alarm {
    fn of(burn: Burn, window: Nanos, least: i64) -> Self {
        let rounded = |number: Option<Ratio>| number.and_then(|number| number.round(2)).unwrap_or(Ratio::ZERO);
        let hundred = Ratio::from_int(100);
        let percent = rounded(burn.threshold.checked_mul(hundred));
        let hours = Ratio::new(burn.long.0, window.0);
        let share = rounded(hours.and_then(|part| part.checked_mul(burn.factor)?.checked_mul(hundred)));
        let description = format!(
            "Over the last {} and the last {} about {percent}% of events or more were bad. In {} that uses up {share}% of the budget of {window}.",
            burn.long, burn.short, burn.long
        );
        Self {
            pace: Pace::of(&burn),
            long: burn.long.to_prometheus().unwrap_or_default(),
            ratios: (ratio_name(burn.long), ratio_name(burn.short)),
            severity: match burn.severity {
                Severity::Critical => "critical",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            factor: rounded(Some(burn.factor)).to_string(),
            description: description.into(),
            runs: super::scenario::runs(&burn, least),
            burn,
        }
    }
}

fn ratio_name(window: Nanos) -> Str {
    format!("slo:sli_error:ratio_rate{}", window.to_prometheus().unwrap_or_default()).into()
}
