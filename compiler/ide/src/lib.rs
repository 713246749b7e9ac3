//! What an editor asks, answered in the editor's own terms: texts, spans, byte offsets. No protocol, no disk.
//!
//! In: a [`Snapshot`], one state of a project's texts with what the compiler made of them. Out: answers as plain data. Nothing is parsed or resolved
//! here: names come from the checker's table of uses, values from the plans, generated lines from the documents' origins. Half-typed code is the
//! normal case: every function answers on a tree with errors, at any offset.
//!
//! Deliberately not here: the protocol and its positions, when to ask what, watching files.

mod completion;
mod expect;
mod files;
mod generated;
mod hover;
mod name;
mod navigate;
mod node;
mod path;
mod rename;
mod snapshot;
mod table;
#[cfg(test)]
mod testing;
mod types;
mod values;
mod visible;

pub use completion::{Completion, CompletionKind, block_completions, head_completions};
pub use files::FileView;
pub use generated::Generated;
pub use hover::{Hover, hover};
pub use name::Name;
pub use navigate::{Reference, Target, definition, highlights, references, type_definition};
pub use node::{Node, roots};
pub use path::NodePath;
pub use rename::{Renamable, RenameProblem, Renaming, prepare_rename, rename};
pub use snapshot::{SharedWorld, Snapshot};
pub use table::{FieldOf, OutputOf, Symbol};
pub use values::InEnvironment;
