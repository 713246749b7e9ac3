//! Which burn rates of an objective are alerted on, and from what part of bad events on. Read by the checks and by whoever writes alerts.

use crate::kinds::{Severity, Slo};
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
pub struct Burn {
    /// The window that tells how much is lost.
    pub long: Nanos,
    /// The window that tells whether it still goes on.
    pub short: Nanos,
    /// How many times as fast as the window allows.
    pub factor: Ratio,
    /// The part of bad events from which on the budget burns that fast.
    pub threshold: Ratio,
    /// How bad it is.
    pub severity: Severity,
}

impl Burn {
    /// Whether so many events can be bad.
    pub fn can_fire(&self) -> bool {
        self.threshold < Ratio::ONE
    }
}

/// The alerts of an objective, fastest first, also those that can never fire.
///
/// factor = budget share × SLO window / long window, and at least 1: at 1 the budget lasts for exactly the SLO window, so that nothing below
/// it is worth an alert. threshold = factor × (1 − objective). A pair whose long window is not shorter than the SLO window says nothing that
/// the window itself does not, and is left out.
pub fn burns(slo: &Slo) -> Vec<Burn> {
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
    Some(Burn { long: *long, short: *short, factor, threshold, severity: severity.clone() })
}
