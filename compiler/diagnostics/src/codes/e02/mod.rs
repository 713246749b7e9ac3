//! E02: names.

codes! {
    /// Unknown name.
    e0201_unknown_name,
    /// Duplicate name.
    e0202_duplicate_name,
    /// Shadowed name.
    e0203_shadowed_name,
    /// Unknown type.
    e0204_unknown_type,
    /// Unknown kind.
    e0205_unknown_kind,
    /// Unknown attribute.
    e0206_unknown_attribute,
    /// Unknown member.
    e0207_unknown_member,
    /// Unknown environment.
    e0208_unknown_environment,
    /// Unknown tag.
    e0209_unknown_tag,
    /// Not public.
    e0210_not_public,
    /// Unresolved import.
    e0211_unresolved_import,
    /// Import cycle.
    e0212_import_cycle,
    /// Recursion.
    e0213_recursion,
    /// Unknown note.
    e0214_unknown_note,
    /// Kind outside std.
    e0215_kind_outside_std,
    /// Wrong labels.
    e0216_wrong_labels,
    /// Outside root.
    e0217_outside_root,
    /// Missing project.
    e0218_missing_project,
    /// Missing environment.
    e0219_missing_environment,
    /// Not a kind.
    e0220_not_a_kind,
    /// This of two kinds.
    e0221_this_of_two_kinds,
    /// Too deep.
    e0222_value_chain_too_deep,
    /// Out of place.
    e0223_out_of_place,
    /// Misplaced block.
    e0225_misplaced_block,
    /// No body.
    e0226_no_body,
}
