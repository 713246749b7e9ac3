//! E02: names.

codes! {}
