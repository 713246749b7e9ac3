//! E03: types.

codes! {}
