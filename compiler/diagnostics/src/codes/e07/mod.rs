//! E07: what a target cannot carry.

use super::codes;

codes! {}
