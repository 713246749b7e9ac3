//! E06: the system as a whole.

codes! {}
