//! The compiler and the tree-sitter grammar find mistakes of syntax in the same files.

use infrac_grammars::{compiler_errors, grammar_errors, infra_files, parser};
use std::fmt::Write as _;

/// What the two say of each file, if it is not the same.
fn disagreements(folders: &[&str]) -> (usize, String) {
    let mut parser = parser();
    let (mut count, mut list) = (0, String::new());
    for file in folders.iter().flat_map(|folder| infra_files(folder)) {
        count += 1;
        let (compiler, grammar) = (compiler_errors(&file.bytes), grammar_errors(&mut parser, &file.bytes));
        if compiler.is_empty() != grammar.is_empty() {
            let _ = writeln!(list, "{}: compiler {compiler:?}, grammar in lines {grammar:?}", file.path);
        }
    }
    (count, list)
}

#[test]
fn over_all_files_of_the_repository() {
    let (count, list) = disagreements(&[""]);
    assert!(count > 300, "{count} files");
    assert!(list.is_empty(), "{list}");
}

#[test]
fn what_the_project_shows_is_right() {
    let mut parser = parser();
    let files: Vec<_> = ["examples", "stdlib", "tests/corpus"].iter().flat_map(|folder| infra_files(folder)).collect();
    assert!(files.len() > 30, "{} files", files.len());
    for file in files {
        let errors = grammar_errors(&mut parser, &file.bytes);
        assert!(errors.is_empty(), "{}: lines {errors:?}", file.path);
    }
}
