//! Canonical layout.
//!
//! In: a file and what was read of it. Out: its text, laid out in the one way; `None` if it has syntax errors, since a broken
//! file is never rewritten. Tokens stay as they are, except that commas between entries of several lines go and the last item of
//! a broken list gets one. Comments and single blank lines stay.
//!
//! The tokens become a tree of groups and items ([`tree`]), which are split where the parser says that items begin; the printer
//! (`print`) decides for each group whether it stands on one line. Both are linear in the number of tokens.
//!
//! - Two spaces a level, one entry a line, lines of 100 columns where lists, calls and bodies can be broken.
//! - What was written on one line stays on one line if it fits; what was broken after its opening delimiter stays broken.
//! - `=` is aligned in runs of adjacent entries `key = value` of one line each.
//! - A line that begins with an operator, `.`, `then`, `else`, `|` or `where` keeps its break.

mod edits;
mod print;
mod roles;
mod tree;

pub use edits::{Replacement, edits, range_edits};

use infrac_source::Source;
use infrac_syntax::Parsed;

/// The canonical text of `source`, of which `parsed` was read; `None` if it has syntax errors.
pub fn format(source: &Source, parsed: &Parsed) -> Option<String> {
    if parsed.diagnostics.has_errors() {
        return None;
    }
    let roles = roles::roles(&parsed.tokens);
    let file = tree::file(source.text(), parsed, &roles);
    Some(print::print(source.text(), parsed, &roles, &file))
}
