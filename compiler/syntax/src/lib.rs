//! Text to syntax tree.
//!
//! In: a [`infrac_source::Source`]. Out: [`Parsed`]: a tree for every input, the comments beside it, and what was wrong.
//! Deliberately not here: names, types, targets.
//!
//! ```text
//! bytes ── lexer ──▶ tokens ── trees ──▶ balanced token trees ── grammar ──▶ ast::File
//!            │          │                      │                    │
//!            └ comments └ never fails          └ repaired by layout └ two passes, recovery at the entry
//! ```
//!
//! The lexer and the trees are written by hand, the grammar in chumsky. Recovery by combinators over a flat token list is
//! quadratic or worse on broken text; here it has little to do, because delimiters are repaired before the grammar runs, each
//! rule decides by its first tokens, and what stands between delimiters always recovers inside. A file is read first without
//! error detail; only declarations that fail are read again by the same rules with an error type that remembers what was wanted.

pub mod ast;
mod comments;
mod dangling;
mod grammar;
mod lexer;
mod parse;
mod token;
mod trees;

pub use comments::{Comment, CommentKind, Comments};
pub use lexer::{Lexed, lex};
pub use parse::{Parsed, parse};
pub use token::{Flags, Kind, Token, Word};
pub use trees::MAX_DEPTH;
