//! E08: patches and raw blocks.

codes! {}
