use crate::{Dimension, Quantity, Ratio};
use std::fmt;

/// Processor time in thousandths of a core.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct MilliCpu(pub i64);

impl MilliCpu {
    /// One whole core.
    pub const CORE: Self = Self(1_000);

    /// From cores, as a bare number means them: `0.25` is 250 millicores. `None` below a thousandth or out of 64 bits.
    pub fn from_cores(cores: Ratio) -> Option<Self> {
        Self::from_base(cores.checked_mul(Ratio::from_int(1_000))?)
    }

    /// As a Kubernetes quantity: `250m`, `1`, `1500m`. `None` if negative.
    pub fn to_kubernetes(self) -> Option<String> {
        (self.0 >= 0).then(|| self.to_string())
    }

    /// As Compose's `cpus`, a decimal number of cores: `0.25`, `1`, `1.5`. `None` if negative.
    pub fn to_compose(self) -> Option<String> {
        if self.0 < 0 { None } else { Ratio::new(i128::from(self.0), 1_000)?.to_decimal() }
    }
}

impl Quantity for MilliCpu {
    const DIMENSION: Dimension = Dimension::Cpu;

    fn from_base(base: Ratio) -> Option<Self> {
        i64::try_from(base.to_int()?).ok().map(Self)
    }

    fn to_base(self) -> Ratio {
        Ratio::from_int(i128::from(self.0))
    }
}

impl fmt::Display for MilliCpu {
    /// As `.infra` writes it: whole cores bare, else millicores: `2`, `250m`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 % 1_000 == 0 { write!(f, "{}", self.0 / 1_000) } else { write!(f, "{}m", self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::MilliCpu;
    use crate::Ratio;

    #[test]
    fn notations() {
        for (millis, kubernetes, compose) in
            [(250, "250m", "0.25"), (1_000, "1", "1"), (1_500, "1500m", "1.5"), (0, "0", "0"), (1, "1m", "0.001")]
        {
            assert_eq!(MilliCpu(millis).to_kubernetes().unwrap(), kubernetes);
            assert_eq!(MilliCpu(millis).to_compose().unwrap(), compose);
        }
        assert_eq!(MilliCpu(-1).to_compose(), None);
    }

    #[test]
    fn bare_numbers_are_cores() {
        assert_eq!(MilliCpu::from_cores(Ratio::parse_decimal("0.5").unwrap()), Some(MilliCpu(500)));
        assert_eq!(MilliCpu::from_cores(Ratio::parse_decimal("0.0001").unwrap()), None);
    }
}
