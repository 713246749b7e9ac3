//! E08: patches and raw blocks.

codes! {
    /// A patch matches nothing.
    e0801_matches_nothing,
    /// A patched path does not exist.
    e0802_path_missing,
    /// A patch of another type.
    e0803_patch_type,
    /// A patch matches another number of objects.
    e0804_match_count,
    /// Two patches change the same place.
    e0805_patch_conflict,
    /// A value that cannot be patched in.
    e0806_patch_value,
    /// A malformed patch path.
    e0807_path_syntax,
    /// A patch for an unknown target.
    e0808_patch_target,
}
