//! Numbers: digits, a fraction, and units that stand joint to them.

use super::Lexer;
use crate::token::Kind;
use infrac_diagnostics::codes::e01::e0108_bad_number;
use infrac_quantity::{Literal, LiteralError, UNITS};

impl Lexer<'_> {
    /// Reads `digits('_'digits)* ('.' digits)?`, then units; a compound such as `1h30m` is one token.
    pub(super) fn number(&mut self) {
        let start = self.at;
        let mut end = self.digits(start);
        if self.bytes.get(end) == Some(&b'.') && self.bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = self.digits(end + 1);
        }
        let digits_end = end;
        end = self.word_end(end);
        match self.bytes.get(end) {
            Some(b'%') => end += 1,
            Some(b'/') => end = self.rate_end(end),
            _ => {}
        }
        // More digits than any quantity has are checked here too, so that each token is reported once and by one stage.
        if end > digits_end || end - start > 30 {
            self.check_number(start, end);
        }
        self.push(Kind::Number, end);
    }

    fn digits(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or(&[]);
        from + rest.iter().position(|byte| !(byte.is_ascii_digit() || *byte == b'_')).unwrap_or(rest.len())
    }

    fn word_end(&self, from: usize) -> usize {
        let rest = self.bytes.get(from..).unwrap_or(&[]);
        from + rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_')).unwrap_or(rest.len())
    }

    /// `100/s`: the slash at `slash` and the whole word after it, if that is a unit of rates; otherwise it is a division.
    fn rate_end(&self, slash: usize) -> usize {
        let end = self.word_end(slash + 1);
        let suffix = self.slice(slash, end);
        if UNITS.iter().any(|unit| unit.suffix == suffix) { end } else { slash }
    }

    fn check_number(&mut self, start: usize, end: usize) {
        let text = self.slice(start, end);
        let span = self.span(start, end);
        match Literal::parse(text) {
            Ok(_) => {}
            Err(LiteralError::UnknownUnit { start: from, end: to }) => {
                let unit = text.get(from..to).unwrap_or("");
                let units = UNITS.iter().map(|unit| unit.suffix).filter(|suffix| !suffix.is_empty());
                let near = elsewhere(unit).or_else(|| infrac_diagnostics::did_you_mean(unit, units));
                self.report(e0108_bad_number::unknown_unit(span.slice(from, to), unit, near));
            }
            Err(LiteralError::TooLarge) => self.report(e0108_bad_number::too_large(span)),
            Err(LiteralError::Compound) => self.report(e0108_bad_number::compound(span, text)),
        }
    }
}

/// Our unit for what other languages and people call it: Kubernetes and Go, systemd, the SI and the IEC (80000-13), which count bytes by `B`.
fn elsewhere(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "msec" | "millis" | "milliseconds" => "ms",
        "sec" | "secs" | "second" | "seconds" => "s",
        "min" | "mins" | "minute" | "minutes" => "m",
        "hr" | "hrs" | "hour" | "hours" => "h",
        "day" | "days" => "d",
        "wk" | "week" | "weeks" => "w",
        "K" | "kB" | "KB" | "kb" => "k",
        "MB" | "mb" => "M",
        "GB" | "gb" | "g" => "G",
        "TB" | "tb" => "T",
        "KiB" | "kib" | "ki" => "Ki",
        "MiB" | "mib" | "mi" => "Mi",
        "GiB" | "gib" | "gi" => "Gi",
        "TiB" | "tib" | "ti" => "Ti",
        "millicores" | "mcpu" => "m",
        "percent" | "pct" => "%",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{UNITS, elsewhere};

    #[test]
    fn what_is_offered_is_a_unit_and_what_it_replaces_is_none() {
        let is_unit = |text: &str| UNITS.iter().any(|unit| unit.suffix == text);
        for theirs in ["min", "seconds", "MB", "GiB", "kB", "days", "percent"] {
            assert!(!is_unit(theirs), "{theirs}");
            assert!(elsewhere(theirs).is_some_and(is_unit), "{theirs}");
        }
        assert_eq!(elsewhere("MB"), Some("M"), "a megabyte is a million bytes");
        assert_eq!(elsewhere("qq"), None);
    }
}
