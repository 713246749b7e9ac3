//! L: lints.

use super::codes;

codes! {}
