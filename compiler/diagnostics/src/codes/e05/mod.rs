//! E05: secrets.

codes! {}
