//! The language server under a client, as an editor is one. In: a folder, edits, questions. Out: what the server said. The clients that others
//! wrote (pytest-lsp, Neovim) are started by the tests beside this crate. Deliberately not here: the answers' content, which the crate `infrac-ide`
//! tests.

mod client;
mod program;
mod random;

pub use client::{Client, Text, position, uri};
pub use program::{binary, root, run, tool};
pub use random::{Numbers, Scratch, place};
