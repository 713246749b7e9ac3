//! What is made from the standard library and the registry of codes: the plan's Rust structs, the table of what targets lose,
//! the reference, the index of diagnostics, the JSON schema.
//!
//! In: `stdlib/*.infra`, read by the compiler's own parser, and the pages of codes. Out: files of this repository, the same bytes at
//! every run. Deliberately not here: anything that a user's build does.

pub mod generate;
pub mod library;

use camino::{Utf8Path, Utf8PathBuf};

/// The root of the repository.
pub fn root() -> Utf8PathBuf {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.parent().and_then(Utf8Path::parent).unwrap_or(folder).to_owned()
}
