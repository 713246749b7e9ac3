use crate::{Dimension, Quantity, Ratio};
use std::fmt;

const MICROSECOND: i128 = 1_000;
const MILLISECOND: i128 = 1_000_000;
const SECOND: i128 = 1_000_000_000;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;

/// Units of `.infra` as it is printed. Weeks are read but not printed: people say `7d` and `30d`.
const INFRA: &[(&str, i128)] =
    &[("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", MILLISECOND), ("us", MICROSECOND), ("ns", 1)];

/// Units of Go's `time.ParseDuration`, which Compose and Kubernetes read. It has no days.
const GO: &[(&str, i128)] =
    &[("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", MILLISECOND), ("us", MICROSECOND), ("ns", 1)];

/// Units of Prometheus durations (`((y)(w)(d)(h)(m)(s)(ms))`); years and weeks are left out as above.
const PROMETHEUS: &[(&str, i128)] = &[("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", MILLISECOND)];

/// A length of time in nanoseconds; a day has 24 hours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Nanos(pub i128);

impl Nanos {
    /// No time.
    pub const ZERO: Self = Self(0);
    /// 1 ms.
    pub const MILLISECOND: Self = Self(MILLISECOND);
    /// 1 s.
    pub const SECOND: Self = Self(SECOND);
    /// 60 s.
    pub const MINUTE: Self = Self(MINUTE);
    /// 60 min.
    pub const HOUR: Self = Self(HOUR);
    /// 24 h.
    pub const DAY: Self = Self(DAY);

    /// A whole number of seconds.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds as i128 * SECOND)
    }

    /// A whole number of milliseconds.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis as i128 * MILLISECOND)
    }

    /// The number of whole `unit`s that it is, if it is one: `whole(Nanos::DAY)` counts days.
    pub fn whole(self, unit: Self) -> Option<i128> {
        if unit.0 == 0 || self.0.checked_rem(unit.0)? != 0 { None } else { self.0.checked_div(unit.0) }
    }

    /// Its seconds, if they are whole.
    pub fn to_whole_seconds(self) -> Option<i128> {
        self.whole(Self::SECOND)
    }

    /// Its milliseconds, if they are whole.
    pub fn to_whole_millis(self) -> Option<i128> {
        self.whole(Self::MILLISECOND)
    }

    /// Its seconds as an exact decimal: `90`, `0.25`. Always finite, since a nanosecond is 10⁻⁹ s.
    pub fn to_seconds_decimal(self) -> String {
        let (whole, part) = (self.0.unsigned_abs() / SECOND as u128, self.0.unsigned_abs() % SECOND as u128);
        let sign = if self.0 < 0 { "-" } else { "" };
        let text = format!("{sign}{whole}.{part:09}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// As Go's `time.ParseDuration` reads it, hence Compose and Kubernetes: `1m30s`, `500ms`, `0s`. `None` beyond the 64 bits
    /// of nanoseconds (about 292 years) that Go has.
    pub fn to_go(self) -> Option<String> {
        i64::try_from(self.0).ok()?;
        compound(self.0, GO)
    }

    /// As Prometheus reads it: `30d`, `1h30m`, `500ms`, `0s`. `None` if it is negative, no whole number of milliseconds or
    /// beyond the 64 bits of nanoseconds that Prometheus has.
    pub fn to_prometheus(self) -> Option<String> {
        i64::try_from(self.0).ok().filter(|&nanos| nanos >= 0)?;
        compound(self.0, PROMETHEUS)
    }
}

/// The whole text in descending units, `None` if the smallest unit does not divide what is left.
fn compound(nanos: i128, units: &[(&str, i128)]) -> Option<String> {
    if nanos == 0 {
        return Some("0s".to_owned());
    }
    let mut text = String::from(if nanos < 0 { "-" } else { "" });
    // Nearly every duration is one of 64 bits, whose division is one instruction.
    if let Ok(small) = u64::try_from(nanos.unsigned_abs()) {
        let mut rest = small;
        for &(suffix, size) in units {
            let Ok(size) = u64::try_from(size) else { continue };
            count(&mut text, u128::from(rest / size), suffix);
            rest %= size;
        }
        return (rest == 0).then_some(text);
    }
    let mut rest = nanos.unsigned_abs();
    for &(suffix, size) in units {
        count(&mut text, rest / size.unsigned_abs(), suffix);
        rest %= size.unsigned_abs();
    }
    (rest == 0).then_some(text)
}

fn count(text: &mut String, count: u128, suffix: &str) {
    if count > 0 {
        text.push_str(&count.to_string());
        text.push_str(suffix);
    }
}

impl Quantity for Nanos {
    const DIMENSION: Dimension = Dimension::Duration;

    fn from_base(base: Ratio) -> Option<Self> {
        base.to_int().map(Self)
    }

    fn to_base(self) -> Ratio {
        Ratio::from_int(self.0)
    }
}

impl fmt::Display for Nanos {
    /// As `.infra` writes it, in the shorter way: one unit (`90d`, `90s`) or a compound (`1d1s`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let single = INFRA
            .iter()
            .find(|(_, size)| self.0 != 0 && self.0 % size == 0)
            .map(|(suffix, size)| format!("{}{suffix}", self.0 / size));
        match (single, compound(self.0, INFRA)) {
            (Some(single), Some(compound)) if compound.len() < single.len() => f.write_str(&compound),
            (Some(single), _) => f.write_str(&single),
            (None, compound) => f.write_str(&compound.unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Nanos;

    #[test]
    fn go_has_no_days() {
        assert_eq!(Nanos::from_seconds(90).to_go().unwrap(), "1m30s");
        assert_eq!(Nanos(30 * Nanos::DAY.0).to_go().unwrap(), "720h");
        assert_eq!(Nanos::from_millis(1_500).to_go().unwrap(), "1s500ms");
        assert_eq!(Nanos::ZERO.to_go().unwrap(), "0s");
        assert_eq!(Nanos(i128::from(i64::MAX) + 1).to_go(), None);
    }

    #[test]
    fn prometheus_counts_milliseconds_and_no_negatives() {
        assert_eq!(Nanos(30 * Nanos::DAY.0).to_prometheus().unwrap(), "30d");
        assert_eq!(Nanos(5 * Nanos::MINUTE.0).to_prometheus().unwrap(), "5m");
        assert_eq!(Nanos::from_seconds(5_400).to_prometheus().unwrap(), "1h30m");
        assert_eq!(Nanos(1_000).to_prometheus(), None);
        assert_eq!(Nanos::from_seconds(-1).to_prometheus(), None);
    }

    #[test]
    fn seconds_are_exact() {
        assert_eq!(Nanos::from_millis(250).to_seconds_decimal(), "0.25");
        assert_eq!(Nanos::from_seconds(100).to_seconds_decimal(), "100");
        assert_eq!(Nanos(-1).to_seconds_decimal(), "-0.000000001");
        assert_eq!(Nanos::from_millis(250).to_whole_seconds(), None);
        assert_eq!(Nanos(i128::MIN).to_whole_seconds(), None);
    }

    #[test]
    fn infra_form_is_short() {
        for (nanos, text) in [
            (90 * Nanos::DAY.0, "90d"),
            (7 * Nanos::DAY.0, "7d"),
            (90 * Nanos::MINUTE.0, "90m"),
            (Nanos::DAY.0 + Nanos::SECOND.0, "1d1s"),
            (Nanos::MILLISECOND.0 * 500, "500ms"),
            (0, "0s"),
            (-Nanos::HOUR.0, "-1h"),
        ] {
            assert_eq!(Nanos(nanos).to_string(), text);
        }
    }
}
