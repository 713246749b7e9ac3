use crate::{Dimension, Quantity, Ratio};
use std::fmt;

const KI: i128 = 1 << 10;

/// Binary suffixes of Kubernetes and `.infra`, larger first.
const BINARY: &[(&str, i128)] =
    &[("Pi", KI * KI * KI * KI * KI), ("Ti", KI * KI * KI * KI), ("Gi", KI * KI * KI), ("Mi", KI * KI), ("Ki", KI)];

/// Decimal suffixes of both, larger first.
const DECIMAL: &[(&str, i128)] =
    &[("P", 1_000_000_000_000_000), ("T", 1_000_000_000_000), ("G", 1_000_000_000), ("M", 1_000_000), ("k", 1_000)];

/// Suffixes of Compose byte values, all of them powers of 1024.
const COMPOSE: &[(&str, i128)] = &[("g", KI * KI * KI), ("m", KI * KI), ("k", KI)];

/// A size of memory or storage in bytes. Differences may be negative; no target takes such a one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ByteSize(pub i128);

impl ByteSize {
    /// No bytes.
    pub const ZERO: Self = Self(0);
    /// 1024 bytes.
    pub const KIB: Self = Self(KI);
    /// 1024² bytes.
    pub const MIB: Self = Self(KI * KI);
    /// 1024³ bytes.
    pub const GIB: Self = Self(KI * KI * KI);

    /// The number of whole `unit`s that it is, if it is one: `whole(ByteSize::GIB)` for `allocated_storage`.
    pub fn whole(self, unit: Self) -> Option<i128> {
        if unit.0 == 0 || self.0.checked_rem(unit.0)? != 0 { None } else { self.0.checked_div(unit.0) }
    }

    /// Its bytes, as targets count them: not negative and within 63 bits.
    pub fn to_bytes(self) -> Option<i64> {
        i64::try_from(self.0).ok().filter(|&bytes| bytes >= 0)
    }

    /// As a Kubernetes quantity: `512Mi`, `20Gi`, `500M`, or plain bytes `1025`. `None` if [`Self::to_bytes`] is.
    pub fn to_kubernetes(self) -> Option<String> {
        self.to_bytes()?;
        Some(self.shortest().unwrap_or_else(|| self.0.to_string()))
    }

    /// As a Compose byte value, in which `k`, `m` and `g` are powers of 1024: `512m`, `20g`, else `1025b`. `None` if
    /// [`Self::to_bytes`] is.
    pub fn to_compose(self) -> Option<String> {
        self.to_bytes()?;
        Some(self.with(COMPOSE).unwrap_or_else(|| format!("{}b", self.0)))
    }

    /// The largest suffix that leaves a whole number.
    fn with(self, suffixes: &[(&str, i128)]) -> Option<String> {
        let divides = |&&(_, size): &&(&str, i128)| self.0 != 0 && self.0 % size == 0;
        suffixes.iter().find(divides).map(|(suffix, size)| format!("{}{suffix}", self.0 / size))
    }

    /// The shorter of the binary and the decimal form, the binary one if they are equally long.
    fn shortest(self) -> Option<String> {
        match (self.with(BINARY), self.with(DECIMAL)) {
            (Some(binary), Some(decimal)) if decimal.len() < binary.len() => Some(decimal),
            (binary, decimal) => binary.or(decimal),
        }
    }
}

impl Quantity for ByteSize {
    const DIMENSION: Dimension = Dimension::Bytes;

    fn from_base(base: Ratio) -> Option<Self> {
        base.to_int().map(Self)
    }

    fn to_base(self) -> Ratio {
        Ratio::from_int(self.0)
    }
}

impl fmt::Display for ByteSize {
    /// As `.infra` writes it: `512Mi`, `500M`, else `1025B`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shortest() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}B", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ByteSize;

    #[test]
    fn each_target_has_its_own_notation() {
        let size = ByteSize(512 * ByteSize::MIB.0);
        assert_eq!(size.to_kubernetes().unwrap(), "512Mi");
        assert_eq!(size.to_compose().unwrap(), "512m");
        assert_eq!(size.to_string(), "512Mi");
        let decimal = ByteSize(500_000_000);
        assert_eq!(decimal.to_kubernetes().unwrap(), "500M");
        assert_eq!(decimal.to_compose().unwrap(), "500000000b");
        assert_eq!(ByteSize(2_048_000).to_compose().unwrap(), "2000k");
        assert_eq!(ByteSize(1_025).to_kubernetes().unwrap(), "1025");
        assert_eq!(ByteSize(1_025).to_string(), "1025B");
        assert_eq!(ByteSize::ZERO.to_kubernetes().unwrap(), "0");
    }

    #[test]
    fn targets_take_neither_negative_nor_huge_sizes() {
        assert_eq!(ByteSize(-1).to_kubernetes(), None);
        assert_eq!(ByteSize(1 << 63).to_compose(), None);
        assert_eq!(ByteSize(i128::MIN).to_bytes(), None);
        assert_eq!(ByteSize(i128::MIN).whole(ByteSize(-1)), None);
    }

    #[test]
    fn whole_units() {
        assert_eq!(ByteSize(20 << 30).whole(ByteSize::GIB), Some(20));
        assert_eq!(ByteSize(1).whole(ByteSize::GIB), None);
        assert_eq!(ByteSize(1).whole(ByteSize::ZERO), None);
    }
}
