//! E03: types.

use super::codes;

codes! {}
