//! E03: types.

codes! {
    /// Type mismatch.
    e0301_type_mismatch,
    /// Missing unit.
    e0302_missing_unit,
    /// Wrong unit.
    e0303_wrong_unit,
    /// Ambiguous unit.
    e0304_ambiguous_unit,
    /// Wrong arguments.
    e0305_wrong_arguments,
    /// Not a value.
    e0306_not_a_value,
    /// No operator.
    e0307_no_operator,
    /// Late value.
    e0308_late_value,
    /// Too late.
    e0309_too_late,
    /// Quantity in text.
    e0310_quantity_in_text,
    /// Not exhaustive.
    e0311_not_exhaustive,
    /// Unreachable arm.
    e0312_unreachable_arm,
    /// Pattern mismatch.
    e0313_pattern_mismatch,
    /// Maybe null.
    e0314_maybe_null,
    /// Tag or variable.
    e0315_tag_or_variable,
    /// Tag payload.
    e0316_tag_payload,
    /// Embedded language.
    e0317_embedded_language,
    /// Not iterable.
    e0318_not_iterable,
    /// Not indexable.
    e0319_not_indexable,
    /// No type.
    e0320_no_type,
    /// Number out of range.
    e0321_number_out_of_range,
    /// Malformed type.
    e0322_malformed_type,
    /// Not text.
    e0323_not_text,
    /// Branches disagree.
    e0324_branches_disagree,
    /// A value that a `where` refuses.
    e0350_refinement,
    /// Evaluated text that is not of its language.
    e0351_not_of_language,
    /// A number that does not fit its type.
    e0360_overflow,
    /// Division by zero.
    e0362_division_by_zero,
    /// A number that no finite decimal form writes.
    e0363_no_finite_decimal,
}
