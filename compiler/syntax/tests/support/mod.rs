//! What the tests share: samples, and a search for nodes that could not be read.
#![allow(dead_code, reason = "each test file uses its own part")]

use infrac_source::{FileId, Source};
use infrac_syntax::{Parsed, parse};

pub const SYSTEM: &str = include_str!("../samples/system.infra");
pub const KINDS: &str = include_str!("../samples/kinds.infra");

pub fn read(text: &str) -> Parsed {
    parse(&Source::new(FileId(0), "test.infra", text))
}

/// Whether a node of the tree is an error; through the derived `Debug`, which names every node.
pub fn has_error_node(parsed: &Parsed) -> bool {
    let text = format!("{:?}", parsed.file);
    text.contains("kind: Error") || text.contains("damaged: true") || text.contains("Named { path: Path { segments: []")
}

pub fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.diagnostics.0.iter().map(|diagnostic| diagnostic.code.as_str()).collect()
}

/// Every `.infra` file of the repository, with its path.
pub fn corpus() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders = vec![root.join("stdlib"), root.join("examples"), root.join("compiler/syntax/tests/samples")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the repository").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "infra") {
                files.push((path.display().to_string(), std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    files.sort();
    files
}
