//! `@name(…)` before declarations, entries and fields: which there are.

use infrac_diagnostics::codes::e02;
use infrac_diagnostics::{Diagnostics, did_you_mean};
use infrac_syntax::ast;

/// What a project may say, then what only the standard library has a use for.
const KNOWN: &[&str] = &[
    "allow",
    "was",
    "retired",
    "abstract",
    "until",
    "deprecated",
    "parse",
    "lost",
    "partial",
    "targets",
    "once",
    "unlabelled",
    "raw",
    "patch",
];

/// Reports notes that mean nothing, as a misspelt `@alow` that would silence nothing.
pub(crate) fn check(notes: &ast::Notes, diagnostics: &mut Diagnostics) {
    for note in &notes.attributes {
        let name = &note.name;
        if !KNOWN.contains(&name.text.as_str()) {
            let near = did_you_mean(&name.text, KNOWN.iter().copied());
            diagnostics.push(e02::e0214_unknown_note::unknown_note(name.span, &name.text, near));
        }
    }
}
