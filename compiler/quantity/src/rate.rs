use crate::{Dimension, Nanos, Quantity, Ratio, UNITS};
use std::fmt;

/// Events in time, held as events a second: `5/h` is 1/720.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Rate(pub Ratio);

impl Rate {
    /// Nothing happens.
    pub const ZERO: Self = Self(Ratio::ZERO);

    /// How many events there are in `window`: `per(Nanos::MINUTE)` for a limit by the minute.
    pub fn per(self, window: Nanos) -> Option<Ratio> {
        self.0.checked_mul(Ratio::new(window.0, Nanos::SECOND.0)?)
    }

    /// Events a second as a decimal: `0.25`. `None` where no finite decimal is equal (`1/min`).
    pub fn to_per_second_decimal(self) -> Option<String> {
        self.0.to_decimal()
    }
}

impl Quantity for Rate {
    const DIMENSION: Dimension = Dimension::Rate;

    fn from_base(base: Ratio) -> Option<Self> {
        Some(Self(base))
    }

    fn to_base(self) -> Ratio {
        self.0
    }
}

impl fmt::Display for Rate {
    /// As `.infra` writes it, in the first of `/s /min /h /d` that gives a whole number, else the first that gives a decimal:
    /// `100/s`, `5/h`; a rate that has neither is shown as the exact fraction a second.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = || {
            let units = UNITS.iter().filter(|unit| unit.dimension == Dimension::Rate);
            units.filter_map(|unit| Some((self.0.checked_div(unit.factor)?, unit.suffix)))
        };
        let whole = counts().find(|(count, _)| count.to_int().is_some());
        match whole.or_else(|| counts().find(|(count, _)| count.to_decimal().is_some())) {
            Some((count, suffix)) => write!(f, "{count}{suffix}"),
            None => write!(f, "{}/s", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;
    use crate::{Nanos, Ratio};

    #[test]
    fn shown_in_the_unit_that_fits() {
        for (numerator, denominator, text) in [
            (100, 1, "100/s"),
            (1, 60, "1/min"),
            (50, 3, "1000/min"),
            (1, 720, "5/h"),
            (1, 86_400, "1/d"),
            (0, 1, "0/s"),
        ] {
            assert_eq!(Rate(Ratio::new(numerator, denominator).unwrap()).to_string(), text);
        }
        assert_eq!(Rate(Ratio::new(1, 7).unwrap()).to_string(), "1/7/s");
    }

    #[test]
    fn counts_in_a_window() {
        assert_eq!(Rate(Ratio::new(5, 3).unwrap()).per(Nanos::MINUTE), Some(Ratio::from_int(100)));
        assert_eq!(Rate(Ratio::new(1, 4).unwrap()).to_per_second_decimal().unwrap(), "0.25");
        assert_eq!(Rate(Ratio::new(1, 60).unwrap()).to_per_second_decimal(), None);
    }
}
