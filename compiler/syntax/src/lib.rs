//! Text to syntax tree.
//!
//! In: a [`infrac_source::Source`]. Out: [`Parsed`]: a tree for every input, the comments beside it, and what was wrong.
//! Three steps: the lexer (`lex`) never fails; `trees` matches and repairs delimiters, so that no rule looks past a brace; the
//! grammar reads one declaration at a time from balanced trees. Deliberately not here: names, types, targets.

pub mod ast;
