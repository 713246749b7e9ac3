//! E04: environments and merging.

codes! {
    /// Two assignments of equal rank.
    e0411_conflict,
    /// `unset` of what nobody has set.
    e0412_nothing_to_unset,
    /// Fields that no variant takes.
    e0413_no_tag_below,
    /// A required attribute or parameter that is set nowhere.
    e0420_missing_attribute,
    /// A required field that is set nowhere.
    e0421_missing_field,
    /// A use of a block that does not live here.
    e0430_not_alive,
    /// Two rounds of a loop that have one key.
    e0432_loop_key_twice,
    /// An overlay of a child that is not there.
    e0433_nothing_to_amend,
    /// A bound of evaluation.
    e0440_bound,
    /// A value that needs itself.
    e0441_value_cycle,
    /// An operation on values that are not known yet.
    e0443_not_comparable,
    /// An index or key that is not there.
    e0444_absent_index,
    /// An assert that does not hold.
    e0445_assert,
    /// A function that has no result for its arguments.
    e0446_function_failed,
    /// Two blocks that targets would call alike.
    e0450_name_clash,
    /// A block with data that vanished.
    e0451_data_vanished,
}
