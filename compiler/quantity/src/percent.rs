use crate::{Dimension, Quantity, Ratio};
use std::fmt;

/// A part of a whole, held as a fraction: `99.9%` is 999/1000.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Percent(pub Ratio);

impl Percent {
    /// Nothing.
    pub const ZERO: Self = Self(Ratio::ZERO);
    /// The whole.
    pub const ONE: Self = Self(Ratio::ONE);

    /// What is missing to the whole: the error budget of an objective.
    pub fn complement(self) -> Option<Self> {
        Ratio::ONE.checked_sub(self.0).map(Self)
    }

    /// The fraction as a decimal: `0.999`. `None` where no finite decimal is equal (a third).
    pub fn to_fraction_decimal(self) -> Option<String> {
        self.0.to_decimal()
    }

    /// The number before the percent sign: `99.9`. `None` where no finite decimal is equal.
    pub fn to_percent_decimal(self) -> Option<String> {
        self.hundredths()?.to_decimal()
    }

    /// The percents, if they are whole, as Kubernetes' autoscaler wants them.
    pub fn to_whole_percent(self) -> Option<i128> {
        self.hundredths()?.to_int()
    }

    fn hundredths(self) -> Option<Ratio> {
        self.0.checked_mul(Ratio::from_int(100))
    }
}

impl Quantity for Percent {
    const DIMENSION: Dimension = Dimension::Percent;

    fn from_base(base: Ratio) -> Option<Self> {
        Some(Self(base))
    }

    fn to_base(self) -> Ratio {
        self.0
    }
}

impl fmt::Display for Percent {
    /// As `.infra` writes it, `99.9%`; without a finite decimal `100/3%`, which is the exact value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hundredths() {
            Some(hundredths) => write!(f, "{hundredths}%"),
            None => write!(f, "{}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Percent;
    use crate::Ratio;

    #[test]
    fn both_notations_are_exact() {
        let objective = Percent(Ratio::new(9_995, 10_000).unwrap());
        assert_eq!(objective.to_fraction_decimal().unwrap(), "0.9995");
        assert_eq!(objective.to_percent_decimal().unwrap(), "99.95");
        assert_eq!(objective.to_string(), "99.95%");
        assert_eq!(objective.to_whole_percent(), None);
        assert_eq!(objective.complement().unwrap().to_fraction_decimal().unwrap(), "0.0005");
        assert_eq!(Percent(Ratio::new(7, 10).unwrap()).to_whole_percent(), Some(70));
        assert_eq!(Percent(Ratio::new(1, 3).unwrap()).to_fraction_decimal(), None);
    }
}
