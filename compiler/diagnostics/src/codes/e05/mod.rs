//! E05: secrets.

use super::codes;

codes! {}
