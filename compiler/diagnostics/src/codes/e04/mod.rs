//! E04: environments and merging.

codes! {
    /// Environment cycle.
    e0401_environment_cycle,
    /// Nested overlay.
    e0402_nested_overlay,
    /// Misplaced overlay.
    e0403_misplaced_overlay,
    /// Environment in once.
    e0404_environment_in_once,
    /// Amended in branch.
    e0405_amended_in_branch,
    /// An environment named in an imported module.
    e0406_environment_in_library,
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
    /// A value that failed without a reason.
    e0499_internal,
}
