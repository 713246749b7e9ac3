use crate::{Dimension, Literal, Ratio};

/// A number with a dimension: a newtype over its count of base units. Arithmetic is exact and checked; `None` means that the
/// result does not fit or, where the base unit is indivisible, that it would not be a whole number of base units.
pub trait Quantity: Copy + Ord {
    /// What it measures.
    const DIMENSION: Dimension;

    /// From a number of base units (nanoseconds, bytes, millicores, fractions of one, events a second).
    fn from_base(base: Ratio) -> Option<Self>;

    /// Its number of base units.
    fn to_base(self) -> Ratio;

    /// The value of a literal whose units are of this dimension. A literal without unit is refused, except 0: which bare
    /// numbers a type takes is the checker's decision.
    fn from_literal(literal: &Literal) -> Option<Self> {
        match literal.bare() {
            Some(Ratio::ZERO) => Self::from_base(Ratio::ZERO),
            _ => Self::from_base(literal.in_base_of(Self::DIMENSION)?),
        }
    }

    /// `self + other`.
    fn checked_add(self, other: Self) -> Option<Self> {
        Self::from_base(self.to_base().checked_add(other.to_base())?)
    }

    /// `self - other`.
    fn checked_sub(self, other: Self) -> Option<Self> {
        Self::from_base(self.to_base().checked_sub(other.to_base())?)
    }

    /// `-self`.
    fn checked_neg(self) -> Option<Self> {
        Self::from_base(self.to_base().checked_neg()?)
    }

    /// `self * factor`.
    fn checked_mul(self, factor: Ratio) -> Option<Self> {
        Self::from_base(self.to_base().checked_mul(factor)?)
    }

    /// `self / divisor`; `None` for 0 too.
    fn checked_div(self, divisor: Ratio) -> Option<Self> {
        Self::from_base(self.to_base().checked_div(divisor)?)
    }

    /// How many times `other` fits: a plain number. `None` if `other` is 0.
    fn checked_ratio(self, other: Self) -> Option<Ratio> {
        self.to_base().checked_div(other.to_base())
    }
}
