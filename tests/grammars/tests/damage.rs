//! The compiler and the tree-sitter grammar find mistakes of syntax in the same texts, when files that people wrote are damaged: each token
//! deleted, doubled, exchanged with the next one or put on a line of its own, and each line joined to the one before.

use infrac_grammars::{InfraFile, compiler_errors, grammar_errors, infra_files, parser, tokens};
use rayon::prelude::*;

/// What is done to a text: each gives the damaged text, or nothing where it makes no sense.
fn damages(text: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let tokens = tokens(text);
    for (at, token) in tokens.iter().enumerate() {
        let (before, own, after) = (&text[..token.start], &text[token.clone()], &text[token.end..]);
        let place = format!("byte {} `{own}`", token.start);
        all.push((format!("{place} deleted"), format!("{before}{after}")));
        all.push((format!("{place} doubled"), format!("{before}{own} {own}{after}")));
        all.push((format!("{place} on a new line"), format!("{before}\n{own}{after}")));
        if let Some(next) = tokens.get(at + 1) {
            let (between, other, rest) = (&text[token.end..next.start], &text[next.clone()], &text[next.end..]);
            all.push((format!("{place} exchanged"), format!("{before}{other}{between}{own}{rest}")));
        }
    }
    for (at, _) in text.match_indices('\n') {
        all.push((format!("byte {at} joined"), format!("{} {}", &text[..at], &text[at + 1..])));
    }
    all
}

/// Of so many damages one is tried, of each file another share: all of them take minutes.
const SHARE: usize = 7;

/// How many texts were compared, and where the two disagree.
fn compare((at, file): (usize, &InfraFile)) -> (usize, Vec<String>) {
    let Ok(text) = std::str::from_utf8(&file.bytes) else { return (0, Vec::new()) };
    let mut parser = parser();
    let all: Vec<_> = damages(text).into_iter().skip(at % SHARE).step_by(SHARE).collect();
    let mut found = Vec::new();
    for (what, damaged) in &all {
        let (compiler, grammar) =
            (compiler_errors(damaged.as_bytes()), grammar_errors(&mut parser, damaged.as_bytes()));
        if compiler.is_empty() != grammar.is_empty() {
            found.push(format!("{}: {what}: compiler {compiler:?}, grammar in lines {grammar:?}", file.path));
        }
    }
    (all.len(), found)
}

#[test]
fn of_damaged_files() {
    let files: Vec<_> =
        ["tests/ui", "examples", "tests/corpus"].iter().flat_map(|folder| infra_files(folder)).collect();
    let results: Vec<_> = files.par_iter().enumerate().map(compare).collect();
    let count: usize = results.iter().map(|(count, _)| count).sum();
    let found: Vec<String> = results.into_iter().flat_map(|(_, found)| found).collect();
    assert!(count > 7_000, "{count} texts");
    assert!(found.is_empty(), "{} of {count} texts:\n{}", found.len(), found.join("\n"));
}
