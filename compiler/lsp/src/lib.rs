//! The language server: `infrac lsp`.
//!
//! In: messages of the Language Server Protocol 3.17. Out: answers, and findings unasked. Three threads: one reads messages and keeps the open texts, one
//! answers and checks what was just typed, one analyses whole projects behind them. All knowledge is the compiler's: answers are those
//! of `infrac_ide`, findings those of `infrac check`. Deliberately not here: anything about the language.

mod carry;
mod client;
mod convert;
mod diagnostics;
mod documents;
mod frames;
mod overlay;
mod paths;
mod position;
mod project;
mod protocol;
mod settings;
