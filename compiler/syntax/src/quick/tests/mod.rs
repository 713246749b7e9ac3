//! Both readers agree: what the first takes, the grammar takes without a word and makes the same of; what the grammar takes
//! without a word, the first takes: always in what people wrote, and but for rare oddities in random text.

mod random;

use super::item;
use crate::Parsed;
use crate::parse::parse_by;
use infrac_source::{FileId, Source};
use random::Random;
use std::path::{Path, PathBuf};

/// What was read of many texts.
#[derive(Default, Debug)]
struct Tally {
    /// Items that the first reader took.
    taken: usize,
    /// Items that it left to the grammar.
    left: usize,
    /// Texts that the grammar read without a word.
    silent: usize,
    /// Texts of those in which the first reader left something.
    slow: usize,
}

impl Tally {
    /// What the first reader leaves without need is read slowly, not wrongly; of random text one in a hundred may be.
    fn is_quick(&self) -> bool {
        self.slow * 100 <= self.silent
    }

    /// Reads `text` with and without the first reader.
    fn compare(&mut self, name: &str, text: &str) {
        let source = Source::new(FileId(0), "test.infra", text);
        let (mut taken, mut left) = (0, 0);
        let quick = parse_by(&source, |context: &mut _, trees: &_| {
            let item = item(context, trees);
            *(if item.is_some() { &mut taken } else { &mut left }) += 1;
            item
        });
        let grammar = parse_by(&source, |_: &mut _, _: &_| None);
        assert_same(name, text, &quick, &grammar);
        self.taken += taken;
        self.left += left;
        if grammar.diagnostics.0.iter().all(|found| !found.code.as_str().starts_with('E')) {
            self.silent += 1;
            self.slow += usize::from(left > 0);
            if left > 0 {
                eprintln!("{name}: the grammar reads it without a word, the first reader does not\n{text}");
            }
        }
    }
}

fn assert_same(name: &str, text: &str, quick: &Parsed, grammar: &Parsed) {
    assert_eq!(quick.file, grammar.file, "{name}: another tree\n{text}");
    assert_eq!(quick.item_starts, grammar.item_starts, "{name}: other items\n{text}");
    assert_eq!(quick.diagnostics.0, grammar.diagnostics.0, "{name}: other findings\n{text}");
}

/// All files below `folder` whose names end in `.infra` or `.md`.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "infra" || extension == "md") {
            found.push(path);
        }
    }
}

/// The code of a page.
fn code_blocks(page: &str) -> Vec<String> {
    page.split("\n```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.split_once('\n'))
        .map(|(_, code)| code.into())
        .collect()
}

/// Every text of the repository that is or shows the language.
fn repository() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths = Vec::new();
    for folder in ["stdlib", "examples", "tests", "docs", "compiler"] {
        files(&root.join(folder), &mut paths);
    }
    paths.sort();
    let mut texts = Vec::new();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a file of the repository");
        let (name, text) = (path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned());
        match path.extension().is_some_and(|extension| extension == "md") {
            true => texts.extend(code_blocks(&text).into_iter().map(|code| (name.clone(), code))),
            false => texts.push((name, text)),
        }
    }
    texts
}

#[test]
fn readers_agree_on_the_repository() {
    let mut tally = Tally::default();
    for (name, text) in repository() {
        tally.compare(&name, &text);
    }
    eprintln!("{tally:?}");
    assert!(tally.silent > 500 && tally.taken > 2000 && tally.slow == 0, "{tally:?}");
}

#[test]
fn readers_agree_on_damaged_text() {
    let mut random = Random::new(1);
    let mut tally = Tally::default();
    let texts = repository();
    for round in 0..6000 {
        let (name, text) = &texts[random.below(texts.len())];
        let damaged = random.damaged(text);
        tally.compare(&format!("{name}, round {round}"), &damaged);
    }
    eprintln!("{tally:?}");
    assert!(tally.taken > 2000 && tally.left > 500 && tally.is_quick(), "{tally:?}");
}

#[test]
fn readers_agree_on_random_declarations() {
    let mut random = Random::new(2);
    let mut tally = Tally::default();
    for round in 0..6000 {
        let mut text = random.declaration();
        for _ in 0..random.below(3) {
            text = random.damaged(&text);
        }
        tally.compare(&format!("round {round}"), &text);
    }
    eprintln!("{tally:?}");
    assert!(tally.taken > 1000 && tally.left > 500 && tally.is_quick(), "{tally:?}");
}
