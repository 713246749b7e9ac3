//! All generated files.

mod carriage;
mod demand;
mod diagnostics;
mod editors;
mod kinds;
mod reference;
mod rust;
mod schema;

use crate::library::Library;
use camino::Utf8Path;

/// A generated file: its path below the root and its text.
pub type Generated = (String, String);

/// Makes all generated files and writes those that differ from what is on the disk, unless `check`; their paths are returned.
///
/// # Errors
/// If the standard library does not parse, rustfmt does not run, or a file cannot be written.
pub fn run(root: &Utf8Path, check: bool) -> Result<Vec<String>, String> {
    let mut stale = Vec::new();
    for (path, text) in files(root)? {
        let on_disk = root.join(&path);
        if std::fs::read_to_string(&on_disk).is_ok_and(|present| present == text) {
            continue;
        }
        if !check {
            let folder = on_disk.parent().unwrap_or(root);
            std::fs::create_dir_all(folder).map_err(|error| format!("{folder}: {error}"))?;
            std::fs::write(&on_disk, &text).map_err(|error| format!("{on_disk}: {error}"))?;
        }
        stale.push(path);
    }
    Ok(stale)
}

fn files(root: &Utf8Path) -> Result<Vec<Generated>, String> {
    let library = Library::read()?;
    let mut files = vec![
        ("compiler/plan/src/kinds.rs".to_owned(), rust::formatted(root, &kinds::source(&library)?)?),
        ("compiler/plan/src/carriage.rs".to_owned(), rust::formatted(root, &carriage::source(&library))?),
        ("stdlib/src/demand.rs".to_owned(), rust::formatted(root, &demand::source(&library))?),
        ("docs/reference/carriage.md".to_owned(), carriage::page(&library)),
        ("docs/diagnostics.md".to_owned(), diagnostics::page()),
        ("docs/schema/kinds.schema.json".to_owned(), schema::document(&library)),
    ];
    files.extend(reference::pages(&library));
    files.extend(editors::files(root, &library)?);
    Ok(files)
}
