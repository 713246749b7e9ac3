//! Sizes of files and functions, and words that must not occur.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use infrac_tidy::{TextFile, Violations, text_files};

/// The largest file, in lines. What a tool generates is not counted.
const MAX_FILE_LINES: usize = 800;
/// The largest function, in lines.
const MAX_FUNCTION_LINES: usize = 80;

/// Files that people write: no golden files, no lock file, no licence texts.
fn written_files() -> impl Iterator<Item = TextFile> {
    text_files("").into_iter().filter(|file| {
        let path = file.path.as_str();
        !file.is_generated()
            && !path.ends_with(".lock")
            && !path.starts_with("LICENSE")
            && !path.contains("/out/")
            && !path.contains("/golden/")
    })
}

fn has_extension(file: &TextFile, extensions: &[&str]) -> bool {
    file.path.extension().is_some_and(|extension| extensions.contains(&extension))
}

#[test]
fn files_are_small() {
    let mut violations = Violations::default();
    for file in written_files().filter(|file| has_extension(file, &["rs", "infra", "md", "toml"])) {
        let lines = file.text.lines().count();
        if lines > MAX_FILE_LINES {
            violations.at(&file.path, lines, format!("{lines} lines"));
        }
    }
    violations.finish("files of more than 800 lines:");
}

/// Functions by the layout that rustfmt gives them: from the line with `fn` to the closing brace of the same indentation.
#[test]
fn functions_are_short() {
    let mut violations = Violations::default();
    for file in written_files().filter(|file| has_extension(file, &["rs"])) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let indent = line.len() - code.len();
            let head = code.strip_prefix("pub ").or_else(|| code.strip_prefix("pub(crate) ")).unwrap_or(code);
            let head = head.strip_prefix("const ").unwrap_or(head);
            if !head.starts_with("fn ") {
                continue;
            }
            let closes = |line: &&str| line.trim_end() == format!("{}}}", " ".repeat(indent));
            let ends_at_once = line.ends_with('}') || line.ends_with(';');
            if let Some(length) = lines[at..].iter().position(closes).filter(|_| !ends_at_once)
                && length + 1 > MAX_FUNCTION_LINES
            {
                violations.at(&file.path, at + 1, format!("{} lines: {}", length + 1, code.trim_end_matches(" {")));
            }
        }
    }
    violations.finish("functions of more than 80 lines:");
}

#[test]
fn nothing_is_left_for_later() {
    // Joined from pieces so that this file does not find itself.
    let words =
        [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["to", "do!"].concat(), ["unimple", "mented!"].concat()];
    forbid("unfinished work:", &words, |file| has_extension(file, &["rs", "infra", "md", "toml", "yml"]));
}

#[test]
fn no_path_of_somebodys_machine_and_no_registry_is_named() {
    let words = [["/wo", "rk/"], ["/ro", "ot/"], ["/home", "/"], ["crates", ".io"], ["pypi", ".org"], ["npm", "js."]];
    let words = words.map(|pieces| pieces.concat());
    forbid("paths and hosts that hold only on one machine:", &words, |_| true);
}

fn forbid(rule: &str, words: &[String], of: impl Fn(&TextFile) -> bool) {
    let mut violations = Violations::default();
    for file in written_files().filter(of) {
        for (at, line) in file.text.lines().enumerate() {
            for word in words.iter().filter(|word| line.contains(word.as_str())) {
                violations.at(&file.path, at + 1, word);
            }
        }
    }
    violations.finish(rule);
}

#[test]
fn crates_open_with_a_page() {
    let mut violations = Violations::default();
    for file in text_files("").into_iter().filter(|file| {
        let path = file.path.as_str();
        path.ends_with("/src/lib.rs") || path.ends_with("/src/main.rs")
    }) {
        let page = file.text.lines().take_while(|line| line.starts_with("//!")).count();
        if page < 2 {
            violations.at(&file.path, 1, "no `//!` page: what comes in, what goes out, what is deliberately not here");
        }
    }
    violations.finish("crates without a page:");
}
