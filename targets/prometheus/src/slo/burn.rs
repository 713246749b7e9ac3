//! Which burn rates are alerted on, and from what part of bad events on.

use infrac_plan::kinds::{Severity, Slo};
use infrac_quantity::{Nanos, Percent, Ratio};

/// A pair of windows and the part of the budget that may be gone after the long one.
struct Pair {
    long: Nanos,
    short: Nanos,
    /// In hundredths.
    budget: i128,
    severity: Severity,
}

/// "The Site Reliability Workbook", chapter 5 "Alerting on SLOs", section 6 "Multiwindow, Multi-Burn-Rate Alerts": table 5-8 and the
/// example below it, which adds the pair of one day. The short window is a twelfth of the long one.
const PAIRS: &[Pair] = &[
    Pair { long: Nanos::HOUR, short: Nanos(5 * Nanos::MINUTE.0), budget: 2, severity: Severity::Critical },
    Pair {
        long: Nanos(6 * Nanos::HOUR.0),
        short: Nanos(30 * Nanos::MINUTE.0),
        budget: 5,
        severity: Severity::Critical,
    },
    Pair { long: Nanos::DAY, short: Nanos(2 * Nanos::HOUR.0), budget: 10, severity: Severity::Warning },
    Pair { long: Nanos(3 * Nanos::DAY.0), short: Nanos(6 * Nanos::HOUR.0), budget: 10, severity: Severity::Warning },
];

/// One burn-rate alert of an objective.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Burn {
    pub(crate) long: Nanos,
    pub(crate) short: Nanos,
    /// How many times as fast as the window allows.
    pub(crate) factor: Ratio,
    /// The part of bad events from which on the budget burns that fast.
    pub(crate) threshold: Ratio,
    pub(crate) severity: Severity,
}

/// How closely the test of an alert looks: what takes days is not looked at each minute, or the test would take minutes itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pace {
    /// Each minute.
    Fast,
    /// Each quarter of an hour.
    Slow,
}

impl Pace {
    /// As files are called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Slow => "slow",
        }
    }

    /// The time between two samples, and between two evaluations.
    pub(crate) fn step(self) -> Nanos {
        match self {
            Self::Fast => Nanos::MINUTE,
            Self::Slow => Nanos(15 * Nanos::MINUTE.0),
        }
    }
}

impl Burn {
    /// How closely its test looks.
    pub(crate) fn pace(&self) -> Pace {
        if self.long < Nanos::DAY { Pace::Fast } else { Pace::Slow }
    }
}

/// The alerts of an objective, fastest first: those that can fire.
///
/// factor = budget share × SLO window / long window, and at least 1: at 1 the budget lasts for exactly the SLO window, so that nothing below
/// it is worth an alert. threshold = factor × (1 − objective). A pair whose long window is not shorter than the SLO window says nothing that
/// the window itself does not, and one whose threshold is 1 or more can never fire: both are left out.
pub(crate) fn burns(slo: &Slo) -> Vec<Burn> {
    PAIRS.iter().filter_map(|pair| burn(pair, slo.window.value, slo.objective.value)).collect()
}

fn burn(pair: &Pair, window: Nanos, objective: Percent) -> Option<Burn> {
    if pair.long >= window {
        return None;
    }
    let share = Ratio::new(pair.budget, 100)?;
    let factor = share.checked_mul(Ratio::new(window.0, pair.long.0)?)?.max(Ratio::ONE);
    let threshold = factor.checked_mul(objective.complement()?.0)?;
    let Pair { long, short, budget: _, severity } = pair;
    (threshold < Ratio::ONE).then(|| Burn { long: *long, short: *short, factor, threshold, severity: severity.clone() })
}
