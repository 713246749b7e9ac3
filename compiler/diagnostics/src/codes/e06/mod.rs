//! E06: the system as a whole.

use super::codes;

codes! {}
