//! Text to syntax tree.
//!
//! In: a [`infrac_source::Source`]. Out: [`Parsed`]: a tree for every input, the comments beside it, and what was wrong.
//! Deliberately not here: names, types, targets.
//!
//! ```text
//! bytes ── lexer ──▶ tokens ── trees ──▶ balanced token trees ── quick ──▶ items that are right ──▶ ast::File
//!            │          │                      │                   │                                  ▲
//!            └ comments └ never fails          └ repaired by       └ grammar ─▶ all others ───────────┘
//!                                                layout                └ twice: for the tree, then for messages
//! ```
//!
//! The lexer, the trees and the [first reader](quick) are written by hand, the [grammar] in chumsky. An item that is right, as nearly
//! all are, is read by the first reader alone, which knows no messages and no recovery; every other by the grammar, which is what
//! combinators are good at. Recovery by combinators over a flat token list is quadratic or worse on broken text; here it has little
//! to do, because delimiters are repaired before the grammar runs, each rule decides by its first tokens, and what stands between
//! delimiters always recovers inside. The grammar reads an item first without error detail; only those that fail are read again by
//! the same rules with an error type that remembers what was wanted. Tests hold both readers to one language.

pub mod ast;
mod comments;
mod context;
mod dangling;
mod grammar;
mod lexer;
mod parse;
mod quick;
mod token;
mod trees;

pub use comments::{Comment, CommentKind, Comments};
pub use lexer::{Lexed, lex};
pub use parse::{Parsed, parse};
pub use token::{Flags, Kind, Token, Word};
pub use trees::MAX_DEPTH;
