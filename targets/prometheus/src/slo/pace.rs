//! How closely tests look.

use infrac_plan::burn::Burn;
use infrac_quantity::Nanos;

/// How closely the test of an alert looks: what takes days is not looked at each minute, or the test would take minutes itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pace {
    /// Each minute.
    Fast,
    /// Each quarter of an hour.
    Slow,
}

impl Pace {
    /// How closely the test of an alert looks.
    pub(super) fn of(burn: &Burn) -> Self {
        if burn.long < Nanos::DAY { Self::Fast } else { Self::Slow }
    }

    /// As files are called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Slow => "slow",
        }
    }

    /// The time between two samples, and between two evaluations.
    pub(super) fn step(self) -> Nanos {
        match self {
            Self::Fast => Nanos::MINUTE,
            Self::Slow => Nanos(15 * Nanos::MINUTE.0),
        }
    }
}
