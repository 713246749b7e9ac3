use num_integer::Integer;
use std::cmp::Ordering;
use std::fmt;

/// An exact rational, kept in lowest terms with a positive denominator. All arithmetic is checked.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// 0.
    pub const ZERO: Self = Self::new_raw(0, 1);
    /// 1.
    pub const ONE: Self = Self::new_raw(1, 1);

    /// From parts that are in lowest terms already (constants).
    pub const fn new_raw(numerator: i128, denominator: i128) -> Self {
        Self { numerator, denominator }
    }

    /// `numerator / denominator`; `None` if the denominator is 0 or a part overflows.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        let divisor = numerator.gcd(&denominator) * denominator.signum();
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// A whole number.
    pub const fn from_int(value: i128) -> Self {
        Self { numerator: value, denominator: 1 }
    }

    /// Reads digits, and a point and digits if there is one; underscores after the first digit are skipped, as in Rust. `None` if
    /// it is something else or too large; zeros at the end of the part after the point do not count towards the size.
    pub fn parse_decimal(text: &str) -> Option<Self> {
        let (whole, part) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some((whole, part)) => (whole, part.trim_end_matches('0')),
            None => (text, ""),
        };
        if !whole.starts_with(|first: char| first.is_ascii_digit()) {
            return None;
        }
        let mut mantissa = 0i128;
        for byte in whole.bytes().filter(|&byte| byte != b'_').chain(part.bytes()) {
            let digit = byte.checked_sub(b'0').filter(|&digit| digit <= 9)?;
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
        }
        Self::new(mantissa, 10i128.checked_pow(u32::try_from(part.len()).ok()?)?)
    }

    /// The numerator, which carries the sign.
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator, at least 1.
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// The whole number that it is, if it is one.
    pub fn to_int(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// `self + other`, `None` on overflow.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let divisor = self.denominator.gcd(&other.denominator);
        let scale = other.denominator / divisor;
        let numerator =
            self.numerator.checked_mul(scale)?.checked_add(other.numerator.checked_mul(self.denominator / divisor)?)?;
        Self::new(numerator, self.denominator.checked_mul(scale)?)
    }

    /// `self - other`, `None` on overflow.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(other.checked_neg()?)
    }

    /// `-self`.
    pub fn checked_neg(self) -> Option<Self> {
        Some(Self { numerator: self.numerator.checked_neg()?, denominator: self.denominator })
    }

    /// `self * other`, `None` on overflow.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let (a, b) = (self.numerator.gcd(&other.denominator).max(1), other.numerator.gcd(&self.denominator).max(1));
        Self::new(
            (self.numerator / a).checked_mul(other.numerator / b)?,
            (self.denominator / b).checked_mul(other.denominator / a)?,
        )
    }

    /// `self / other`, `None` if `other` is 0 or on overflow.
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.numerator == 0 {
            return None;
        }
        self.checked_mul(Self::new(other.denominator, other.numerator)?)
    }

    /// The whole part, rounded down.
    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    /// The least whole number that is not below it.
    pub fn ceil(self) -> i128 {
        self.floor() + i128::from(self.denominator != 1)
    }

    /// The nearest number of `digits` decimal digits, halves away from zero; `None` on overflow.
    pub fn round(self, digits: u32) -> Option<Self> {
        let power = Self::from_int(10i128.checked_pow(digits)?);
        let scaled = self.checked_mul(power)?;
        let half = Self::new_raw(1, 2);
        let whole =
            if scaled < Self::ZERO { scaled.checked_sub(half)?.ceil() } else { scaled.checked_add(half)?.floor() };
        Self::new(whole, power.numerator)
    }

    /// The finite decimal form, if it has one: `0.999`, `1.5`, `-2`.
    pub fn to_decimal(self) -> Option<String> {
        if self.denominator == 1 {
            return Some(self.numerator.to_string());
        }
        let twos = self.denominator.trailing_zeros();
        let (mut rest, mut fives) = (self.denominator >> twos, 0);
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        if rest != 1 {
            return None;
        }
        let digits = twos.max(fives);
        let power = 10i128.checked_pow(digits)?;
        let scaled = self.numerator.checked_mul(power / self.denominator)?;
        let (whole, part) = scaled.unsigned_abs().div_rem(&power.unsigned_abs());
        let mut text = String::with_capacity(USUAL_LENGTH);
        text.push_str(if scaled < 0 { "-" } else { "" });
        push_digits(&mut text, whole, 1);
        text.push('.');
        push_digits(&mut text, part, digits as usize);
        Some(text)
    }
}

/// Few decimals have more bytes; longer ones grow.
const USUAL_LENGTH: usize = 24;

/// Adds a number, with zeros before it up to `width` digits. Rules are full of decimals, so no formatting machinery stands in between.
fn push_digits(text: &mut String, number: u128, width: usize) {
    let mut digits = Vec::with_capacity(USUAL_LENGTH);
    let mut rest = number;
    while rest > 0 || digits.len() < width {
        // Nearly all numbers are small, and division of small ones is much faster.
        let digit = match u64::try_from(rest) {
            Ok(small) => {
                rest = u128::from(small / 10);
                small % 10
            }
            Err(_) => {
                let digit = rest % 10;
                rest /= 10;
                digit as u64
            }
        };
        digits.push(b'0' + digit as u8);
    }
    text.extend(digits.iter().rev().map(|digit| char::from(*digit)));
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    /// Exact for all values: compares whole parts, then the reciprocals of what is left (continued fractions).
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b, mut turned) = (*self, *other, false);
        loop {
            let order = a.floor().cmp(&b.floor());
            let (rest_a, rest_b) = (a.numerator.rem_euclid(a.denominator), b.numerator.rem_euclid(b.denominator));
            let order = match (order, rest_a, rest_b) {
                (Ordering::Equal, 0, 0) => Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, _, _) => {
                    (a, b) = (Self::new_raw(a.denominator, rest_a), Self::new_raw(b.denominator, rest_b));
                    turned = !turned;
                    continue;
                }
                (order, _, _) => order,
            };
            return if turned { order.reverse() } else { order };
        }
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Ratio {
    /// The decimal form where there is a finite one, else `a/b`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_decimal() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ratio;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(
            Ratio::parse_decimal("99.9").unwrap().checked_div(Ratio::from_int(100)).unwrap().to_string(),
            "0.999"
        );
        assert_eq!(Ratio::new(1, 3).unwrap().to_decimal(), None);
        assert_eq!(Ratio::new(-1, 4).unwrap().to_string(), "-0.25");
        assert_eq!(Ratio::parse_decimal("1_000.50").unwrap().to_string(), "1000.5");
        assert_eq!(Ratio::parse_decimal(&format!("2.{}", "0".repeat(60))), Some(Ratio::from_int(2)));
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", ".", "1.", ".5", "_1", "1._5", "1.5_0", "1.2.3", "-1", "1e3", "0x1", "\u{661}"] {
            assert_eq!(Ratio::parse_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn rounding() {
        let ratio = |numerator, denominator| Ratio::new(numerator, denominator).unwrap();
        assert_eq!(ratio(2, 3).round(2), Some(ratio(67, 100)));
        assert_eq!(ratio(5, 2).round(0), Some(Ratio::from_int(3)));
        assert_eq!(ratio(-5, 2).round(0), Some(Ratio::from_int(-3)));
        assert_eq!(ratio(-7, 3).ceil(), -2);
        assert_eq!(ratio(-7, 3).floor(), -3);
        assert_eq!(ratio(1, 3).round(40), None);
        assert_eq!(Ratio::from_int(i128::MIN).ceil(), i128::MIN);
    }

    #[test]
    fn order_holds_where_cross_products_overflow() {
        let (a, b) = (Ratio::new(i128::MAX, i128::MAX - 1).unwrap(), Ratio::new(i128::MAX - 1, i128::MAX - 2).unwrap());
        assert!(a < b);
        assert!(Ratio::new(-1, 2).unwrap() < Ratio::new(1, 3).unwrap());
    }
}
