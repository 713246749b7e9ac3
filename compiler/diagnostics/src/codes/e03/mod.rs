//! E03: types.

codes! {
    /// A value that a `where` refuses.
    e0350_refinement,
    /// Evaluated text that is not of its language.
    e0351_not_of_language,
    /// A number that does not fit its type.
    e0360_overflow,
    /// Division by zero.
    e0362_division_by_zero,
}
