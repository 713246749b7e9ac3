//! What an editor asks, answered in the editor's own terms: texts, spans, offsets. No protocol, no disk.
//!
//! In: a checked model. Out: completion data read from the declarations of the standard library and of the project: what may stand in a block, with
//! type, documentation and a text to insert. The language server puts these answers into its protocol's words.

mod completion;

pub use completion::{Completion, CompletionKind, block_completions, head_completions};
