//! E07: what a target cannot carry.

codes! {
    /// An attribute that has no effect in a target.
    w0701_attribute_lost,
    /// A schedule that nothing keeps.
    w0702_no_schedule,
    /// Replicas that share one volume.
    w0703_shared_volume,
    /// Two blocks with one name in a target.
    e0704_name_clash,
    /// A name that a target does not take.
    e0705_name_too_long,
}
