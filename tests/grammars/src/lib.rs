//! The editors' grammars, held against the compiler.
//!
//! In: the `.infra` files of the repository, and what is left of them when they are damaged. Out: whether the compiler and the tree-sitter
//! grammar find a mistake of syntax in them. Deliberately not here: how either recovers, which is each one's own.

mod corpus;
mod tools;

pub use corpus::{Case, cases, plain};
pub use tools::{Answer, on_path, run, temporary, tool};

use camino::{Utf8Path, Utf8PathBuf};
use infrac_source::{FileId, Source};
use std::ops::Range;

/// The root of the repository.
pub fn root() -> Utf8PathBuf {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR"));
    folder.parent().and_then(Utf8Path::parent).unwrap_or(folder).to_owned()
}

/// A file of the language.
#[derive(Debug)]
pub struct InfraFile {
    /// Relative to the root.
    pub path: Utf8PathBuf,
    /// Its bytes, which may be no UTF-8.
    pub bytes: Vec<u8>,
}

/// All `.infra` files below `folder` that Git does not ignore, in order of their paths.
///
/// # Panics
/// If one cannot be read.
pub fn infra_files(folder: &str) -> Vec<InfraFile> {
    let root = root();
    let mut files: Vec<InfraFile> = ignore::WalkBuilder::new(root.join(folder))
        .hidden(false)
        .filter_entry(|entry| entry.file_name() != ".git" && entry.file_name() != "target")
        .build()
        .filter_map(Result::ok)
        .filter_map(|entry| Utf8PathBuf::from_path_buf(entry.into_path()).ok())
        .filter(|path| path.extension() == Some("infra"))
        .map(|path| {
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
            InfraFile { path: path.strip_prefix(&root).unwrap_or(&path).to_owned(), bytes }
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The compiler's syntax errors of a file (E01xx), as `code: message`. That something is nested too deep is not among them: the grammar knows
/// no such bound.
pub fn compiler_errors(bytes: &[u8]) -> Vec<String> {
    let source = Source::from_bytes(FileId(0), "file.infra", bytes);
    let parsed = infrac_syntax::parse(&source);
    parsed
        .diagnostics
        .0
        .iter()
        .filter(|found| found.code.as_str().starts_with("E01") && found.code.as_str() != "E0111")
        .map(|found| format!("{}: {}", found.code.as_str(), found.message))
        .collect()
}

/// The places of all tokens of a text, by the compiler's lexer.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    let source = Source::new(FileId(0), "file.infra", text);
    let parsed = infrac_syntax::parse(&source);
    parsed
        .tokens
        .iter()
        .map(|token| token.start as usize..token.end as usize)
        .filter(|range| !range.is_empty())
        .collect()
}

/// A parser of the grammar.
///
/// # Panics
/// If the grammar does not fit the runtime.
pub fn parser() -> tree_sitter::Parser {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_infra::LANGUAGE.into()).expect("the grammar fits the runtime");
    parser
}

/// The lines (from 1) with what the grammar cannot read.
///
/// # Panics
/// If the parser was stopped, which nobody does.
pub fn grammar_errors(parser: &mut tree_sitter::Parser, bytes: &[u8]) -> Vec<usize> {
    let tree = parser.parse(bytes, None).expect("nobody stops the parser");
    let root = tree.root_node();
    let mut lines = Vec::new();
    if !root.has_error() {
        return lines;
    }
    let mut cursor = root.walk();
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            lines.push(node.start_position().row + 1);
        }
        if node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return lines;
            }
        }
    }
}
