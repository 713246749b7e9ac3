//! E01: what the text itself gets wrong.

use super::codes;

codes! {
    /// A file that is not UTF-8.
    e0101_invalid_utf8,
}
