use crate::{Dimension, Ratio, UNITS, Unit};

/// A number as written: `mantissa / 10^scale` and its unit text; a compound duration (`1h30m`) has several parts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Literal {
    /// The parts, at least one; more only for durations, in descending order of units.
    pub parts: Vec<(Ratio, &'static str)>,
}

/// Why a text is no number of the language. Offsets count bytes from the start of the number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LiteralError {
    /// The suffix at `start..end` is no unit.
    UnknownUnit {
        /// First byte of the suffix.
        start: usize,
        /// One past its last byte.
        end: usize,
    },
    /// More digits than 128 bits hold.
    TooLarge,
    /// `1m1h`, `1Mi5Ki`: only durations are compound, and their units descend.
    Compound,
}

impl Literal {
    /// The number without unit, if it has none.
    pub fn bare(&self) -> Option<Ratio> {
        match self.parts.as_slice() {
            [(value, "")] => Some(*value),
            _ => None,
        }
    }

    /// The unit text of its first part, empty if bare.
    pub fn unit(&self) -> &'static str {
        self.parts.first().map_or("", |(_, unit)| unit)
    }

    /// The dimensions that its units may have: none (bare), one, or two for `m`.
    pub fn dimensions(&self) -> impl Iterator<Item = Dimension> {
        let compound = self.parts.len() > 1;
        UNITS
            .iter()
            .filter(move |unit| unit.suffix == self.unit() && (!compound || unit.dimension == Dimension::Duration))
            .map(|unit| unit.dimension)
    }

    /// Its value in base units of `dimension`; `None` if a part has no such unit or the sum overflows.
    pub fn in_base_of(&self, dimension: Dimension) -> Option<Ratio> {
        self.parts.iter().try_fold(Ratio::ZERO, |sum, (value, suffix)| {
            let unit: &Unit = UNITS.iter().find(|unit| unit.suffix == *suffix && unit.dimension == dimension)?;
            sum.checked_add(value.checked_mul(unit.factor)?)
        })
    }

    /// Reads a number as section 1 of the language reference writes it: `digits('_'digits)* ('.' digits)?` and units.
    pub fn parse(text: &str) -> Result<Self, LiteralError> {
        let mut parts = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = text.get(at..).unwrap_or("");
            let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '_' || c == '.')).unwrap_or(rest.len());
            let value = Ratio::parse_decimal(rest.get(..digits).unwrap_or("")).ok_or(LiteralError::TooLarge)?;
            let suffix = rest.get(digits..).unwrap_or("");
            let letters = suffix.find(|c: char| c.is_ascii_digit()).unwrap_or(suffix.len());
            let suffix = suffix.get(..letters).unwrap_or("");
            let end = at + digits + letters;
            let unit = match suffix {
                "" => "",
                _ => UNITS
                    .iter()
                    .find(|unit| unit.suffix == suffix)
                    .map(|unit| unit.suffix)
                    .ok_or(LiteralError::UnknownUnit { start: at + digits, end })?,
            };
            parts.push((value, unit));
            at = end;
        }
        let literal = Self { parts };
        if literal.parts.len() > 1 && !literal.descends() {
            return Err(LiteralError::Compound);
        }
        if literal.parts.is_empty() { Err(LiteralError::TooLarge) } else { Ok(literal) }
    }

    fn descends(&self) -> bool {
        let rank =
            |suffix: &str| UNITS.iter().position(|unit| unit.dimension == Dimension::Duration && unit.suffix == suffix);
        let ranks: Option<Vec<usize>> = self.parts.iter().map(|(_, suffix)| rank(suffix)).collect();
        ranks.is_some_and(|ranks| ranks.is_sorted_by(|a, b| a < b))
    }
}
