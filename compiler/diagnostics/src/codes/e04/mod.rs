//! E04: environments and merging.

use super::codes;

codes! {}
