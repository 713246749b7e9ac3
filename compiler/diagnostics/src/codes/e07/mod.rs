//! E07: what a target cannot carry.

codes! {}
