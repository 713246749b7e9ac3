//! The tree-sitter grammar of `.infra`.
//!
//! In: `src/parser.c`, which `tree-sitter generate` makes from `grammar.js`, and `src/scanner.c`. Out: a [`LanguageFn`], and the queries that
//! editors use. Deliberately not here: the runtime, which the user of this crate chooses.

use tree_sitter_language::LanguageFn;

#[allow(unsafe_code, reason = "the parser is C")]
mod parser {
    use super::LanguageFn;

    unsafe extern "C" {
        fn tree_sitter_infra() -> *const ();
    }

    // SAFETY: the function is the one that `tree-sitter generate` wrote into src/parser.c.
    pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_infra) };
}

/// The language; `tree_sitter::Language::from(LANGUAGE)`.
pub const LANGUAGE: LanguageFn = parser::LANGUAGE;

/// What is shown how.
pub const HIGHLIGHTS: &str = include_str!("../../queries/highlights.scm");

/// Which strings hold another language.
pub const INJECTIONS: &str = include_str!("../../queries/injections.scm");

/// Which names are declared where, and which refer to them.
pub const LOCALS: &str = include_str!("../../queries/locals.scm");

/// What can be folded.
pub const FOLDS: &str = include_str!("../../queries/folds.scm");

/// What stands how far to the right.
pub const INDENTS: &str = include_str!("../../queries/indents.scm");
