//! E08: patches and raw blocks.

use super::codes;

codes! {}
