//! The whole compiler on cases.
//!
//! In: cases as text, from `tests/ui`, `tests/corpus`, `examples` and the pages of `infrac explain`. Out: what the compiler found and
//! made, ready to be compared. Deliberately not here: the real tools that judge the output (`tests/conformance`), time (`tests/bench`).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

pub mod case;
pub mod compiled;
pub mod expectation;

use camino::{Utf8Path, Utf8PathBuf};

/// The root of the repository.
pub fn root() -> Utf8PathBuf {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.parent().and_then(Utf8Path::parent).unwrap_or(folder).to_owned()
}

/// Whether the run writes what it finds in place of comparing: `INFRAC_BLESS=1 cargo test -p infrac-suite`.
pub fn blessing() -> bool {
    std::env::var("INFRAC_BLESS").is_ok_and(|value| value == "1")
}

/// All files below a folder of the repository, relative to it, in order.
pub fn files_below(folder: &Utf8Path) -> Vec<Utf8PathBuf> {
    fn walk(folder: &Utf8Path, prefix: &Utf8Path, found: &mut Vec<Utf8PathBuf>) {
        let Ok(entries) = folder.read_dir_utf8() else { return };
        for entry in entries.filter_map(Result::ok) {
            let name = prefix.join(entry.file_name());
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                walk(entry.path(), &name, found);
            } else {
                found.push(name);
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, Utf8Path::new(""), &mut found);
    found.sort();
    found
}
