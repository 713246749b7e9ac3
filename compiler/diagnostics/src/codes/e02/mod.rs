//! E02: names.

use super::codes;

codes! {}
