//! What an editor asks, answered in the editor's own terms: texts, spans, byte offsets. No protocol, no disk.
//!
//! In: a [`Snapshot`], one state of a project's texts with what the compiler made of them. Out: answers as plain data. Nothing is parsed or resolved
//! here: names come from the checker's table of uses, values from the plans, generated lines from the documents' origins. Half-typed code is the
//! normal case: every function answers on a tree with errors, at any offset.
//!
//! Deliberately not here: the protocol and its positions, when to ask what, watching files.

mod actions;
mod completion;
mod declared;
mod expect;
mod files;
mod folding;
mod formatting;
mod generated;
mod hierarchy;
mod hints;
mod hover;
mod lens;
mod links;
mod name;
mod navigate;
mod node;
mod path;
mod rename;
mod selection;
mod semantic;
mod signature;
mod snapshot;
mod symbols;
mod table;
#[cfg(test)]
mod testing;
mod trial;
mod types;
mod values;
mod visible;

pub use actions::{Action, ActionKind, actions};
pub use completion::{Completion, CompletionKind, completions, narrowed, resolve};
pub use files::FileView;
pub use folding::{Fold, FoldKind, folds};
pub use formatting::{format_document, format_on_type, format_range};
pub use generated::Generated;
pub use hierarchy::{Dependency, Dependent, dependent_at, graph, used_by, uses};
pub use hints::{Hint, HintKind, inlay_hints};
pub use hover::{Hover, hover};
pub use lens::{Lens, LensKind, lenses};
pub use links::{Link, LinkTarget, links};
pub use name::Name;
pub use navigate::{Reference, Target, definition, highlights, references, type_definition};
pub use node::{Node, roots};
pub use path::NodePath;
pub use rename::{Renamable, RenameProblem, Renaming, prepare_rename, rename};
pub use selection::selection_ranges;
pub use semantic::{SemanticToken, TokenType, semantic_tokens};
pub use signature::{SignatureHelp, signature_help};
pub use snapshot::{SharedWorld, Snapshot};
pub use symbols::{DocumentSymbol, SymbolKind, WorkspaceSymbol, document_symbols, workspace_symbols};
pub use table::{FieldOf, OutputOf, Symbol};
pub use values::InEnvironment;
