//! E04: environments and merging.

codes! {}
