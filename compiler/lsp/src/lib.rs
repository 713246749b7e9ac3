//! The language server: `infrac lsp`.
//!
//! In: messages of the Language Server Protocol 3.17. Out: answers, and findings unasked. Three threads: one reads messages and keeps the open texts, one
//! answers and checks what was just typed, one analyses whole projects behind them. All knowledge is the compiler's: answers are those
//! of `infrac_ide`, findings those of `infrac check`. Deliberately not here: anything about the language.

mod background;
mod capabilities;
mod carry;
mod client;
mod convert;
mod diagnostics;
mod documents;
mod fault;
mod features;
mod frames;
mod outbox;
mod overlay;
mod paths;
mod position;
mod project;
mod protocol;
mod reports;
mod requests;
mod server;
mod settings;
mod worker;
mod workspace;

pub use lsp_server::Connection;
pub use server::{End, Options};

use std::io;

/// Serves one session over standard input and output.
pub fn stdio(options: &Options) -> io::Result<End> {
    let (sender, incoming, threads) = frames::stdio()?;
    let end = server::serve(sender, &incoming, options)?;
    threads.join()?;
    Ok(end)
}

/// Serves one session over a connection in memory: for tests.
pub fn memory(connection: Connection, options: &Options) -> io::Result<End> {
    let (sender, incoming) = frames::memory(connection)?;
    server::serve(sender, &incoming, options)
}
