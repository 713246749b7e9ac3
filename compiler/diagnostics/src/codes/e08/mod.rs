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
    /// A resource of an unknown provider.
    e0810_unknown_provider,
    /// An unknown resource type.
    e0811_unknown_resource_type,
    /// An unknown argument of a resource.
    e0812_unknown_argument,
    /// A missing argument of a resource.
    e0813_missing_argument,
    /// An attribute that cannot be set.
    e0814_read_only,
    /// An argument of another type.
    e0815_argument_type,
    /// Too many nested blocks, or too few.
    e0816_block_count,
    /// An unknown attribute of a resource.
    e0817_no_such_attribute,
    /// A meta-argument that is not carried.
    e0818_meta_argument,
    /// Two blocks with one address.
    e0819_address_clash,
    /// A value that Terraform cannot wait for.
    e0820_known_too_late,
    /// A secret that Terraform would hand out.
    e0821_secret_on_a_wire,
}
