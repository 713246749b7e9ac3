//! Every question at every place: of whole projects, of texts that are cut off anywhere, and of texts in which anything was taken out. An answer may be
//! empty; what it says lies in the files, and nothing panics.

#![allow(clippy::expect_used, reason = "a test that cannot go on should stop")]

use infrac_driver::{Memory, Notation};
use infrac_ide::{FileView, Snapshot};
use infrac_source::{FileId, Span, Utf8Path};
use proptest::prelude::*;
use std::sync::Arc;

/// The files of an example, as they are.
fn example(name: &str) -> Vec<(String, String)> {
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let mut files: Vec<(String, String)> = folder
        .read_dir_utf8()
        .expect("the example is there")
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension() == Some("infra"))
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("it can be read");
            (entry.file_name().to_owned(), text)
        })
        .collect();
    files.sort();
    files
}

fn snapshot(files: &[(String, String)]) -> Snapshot {
    let world = Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    Snapshot::new(Arc::new(world)).expect("it can be read")
}

/// A span lies in its file, on characters.
fn fits(snapshot: &Snapshot, span: Span) {
    let source = snapshot.source(span.file).expect("a file of the project");
    assert!(source.text().get(span.range()).is_some(), "{span:?} in {}", source.path());
}

/// All questions about a place.
fn ask_at(snapshot: &Snapshot, file: FileId, offset: u32) {
    if let Some(hover) = infrac_ide::hover(snapshot, file, offset) {
        fits(snapshot, hover.span);
        assert!(!hover.markdown().is_empty());
    }
    for target in infrac_ide::definition(snapshot, file, offset) {
        [target.from, target.name, target.whole].into_iter().for_each(|span| fits(snapshot, span));
    }
    for target in infrac_ide::type_definition(snapshot, file, offset) {
        fits(snapshot, target.name);
    }
    for reference in infrac_ide::references(snapshot, file, offset) {
        fits(snapshot, reference.span);
    }
    infrac_ide::highlights(snapshot, file, offset);
    if let Ok(name) = infrac_ide::prepare_rename(snapshot, file, offset) {
        assert_eq!(snapshot.slice(name.span), name.text);
    }
    for completion in infrac_ide::completions(snapshot, file, offset) {
        fits(snapshot, completion.replace);
    }
    infrac_ide::signature_help(snapshot, file, offset);
    let grown = infrac_ide::selection_ranges(snapshot, file, offset);
    assert!(grown.windows(2).all(|pair| pair.first() != pair.last()), "each is larger than the one before");
    infrac_ide::dependent_at(snapshot, file, offset);
    for typed in ['}', '\n'] {
        for edit in infrac_ide::format_on_type(snapshot, file, offset, typed) {
            fits(snapshot, edit.span);
        }
    }
}

/// The questions about a place that look at a whole declaration or at all findings.
fn ask_for_actions(snapshot: &Snapshot, file: FileId, offset: u32) {
    let found = snapshot.diagnostics_so_far();
    for end in [offset, offset.saturating_add(9)] {
        for action in infrac_ide::actions(snapshot, &found, Span::new(file, offset, end)) {
            action.edits.iter().for_each(|edit| fits(snapshot, edit.span));
            let apart = action.edits.windows(2).all(|pair| match pair {
                [a, b] => a.span.file != b.span.file || a.span.end <= b.span.start,
                _ => true,
            });
            assert!(apart, "the edits of `{}` do not overlap", action.title);
        }
    }
    snapshot.generated_at(file, offset);
}

/// All questions about a file.
fn ask_of(snapshot: &Snapshot, view: FileView<'_>) {
    let file = view.id();
    let all = Span::new(file, 0, view.text().len() as u32);
    infrac_ide::document_symbols(snapshot, file);
    let tokens = infrac_ide::semantic_tokens(snapshot, file, None);
    tokens.iter().for_each(|token| fits(snapshot, token.span));
    assert!(tokens.windows(2).all(|pair| matches!(pair, [a, b] if a.span.end <= b.span.start)), "none overlap");
    infrac_ide::folds(snapshot, file).iter().for_each(|fold| fits(snapshot, fold.span));
    infrac_ide::links(snapshot, file).iter().for_each(|link| fits(snapshot, link.span));
    infrac_ide::lenses(snapshot, file).iter().for_each(|lens| fits(snapshot, lens.span));
    infrac_ide::inlay_hints(snapshot, file, all).iter().for_each(|hint| assert!(hint.at <= all.end));
    infrac_ide::format_document(snapshot, file);
    infrac_ide::format_range(snapshot, all).iter().for_each(|edit| fits(snapshot, edit.span));
}

/// Places of a text: where something begins or ends, and within it; ends of characters or not.
fn places(text: &str, step: usize) -> impl Iterator<Item = u32> {
    (0..=text.len() + 2).step_by(step).map(|at| at as u32)
}

#[test]
fn every_place_of_the_examples() {
    for name in ["quickstart", "jatra"] {
        let snapshot = snapshot(&example(name));
        snapshot.prepare();
        infrac_ide::workspace_symbols(&snapshot, "a");
        infrac_ide::graph(&snapshot, None, Notation::Mermaid).expect("there is an environment");
        for view in snapshot.own_files() {
            ask_of(&snapshot, view);
            places(view.text(), 1).for_each(|offset| ask_at(&snapshot, view.id(), offset));
            places(view.text(), 7).for_each(|offset| ask_for_actions(&snapshot, view.id(), offset));
        }
    }
}

#[test]
fn places_of_the_standard_library() {
    let snapshot = snapshot(&example("quickstart"));
    for view in snapshot.files().filter(|view| view.in_library()) {
        ask_of(&snapshot, view);
        places(view.text(), 29).for_each(|offset| ask_at(&snapshot, view.id(), offset));
    }
}

/// The example with one file changed.
fn changed(name: &str, pick: usize, change: impl FnOnce(&str) -> String) -> (Snapshot, FileId, Vec<(String, String)>) {
    let mut files = example(name);
    let at = pick % files.len();
    let (path, text) = files.get_mut(at).expect("there is a file");
    *text = change(text);
    let path = path.clone();
    let snapshot = snapshot(&files);
    let file = snapshot.file_at(Utf8Path::new(&path)).expect("it is there");
    (snapshot, file, files)
}

/// The nearest end of a character at or before a place.
fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ask_around(snapshot: &Snapshot, file: FileId, around: usize) {
    let view = snapshot.file(file).expect("it is there");
    ask_of(snapshot, view);
    for offset in around.saturating_sub(40)..around + 40 {
        ask_at(snapshot, file, offset as u32);
    }
    for offset in (around.saturating_sub(40)..around + 40).step_by(8) {
        ask_for_actions(snapshot, file, offset as u32);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn texts_that_are_cut_off(pick in any::<usize>(), at in 0usize..12_000, planned in any::<bool>()) {
        let mut cut = 0;
        let (snapshot, file, _) = changed("jatra", pick, |text| {
            cut = boundary(text, at % (text.len() + 1));
            text.get(..cut).unwrap_or("").to_owned()
        });
        if planned {
            snapshot.plan();
        }
        ask_around(&snapshot, file, cut);
    }

    #[test]
    fn texts_that_lack_something(pick in any::<usize>(), at in 0usize..12_000, length in 1usize..40, put in "[{}()\\[\\]=.\"$@,:a ]{0,3}") {
        let mut hole = 0;
        let (snapshot, file, _) = changed("jatra", pick, |text| {
            hole = boundary(text, at % (text.len() + 1));
            let end = boundary(text, hole + length).max(hole);
            format!("{}{put}{}", text.get(..hole).unwrap_or(""), text.get(end..).unwrap_or(""))
        });
        snapshot.plan();
        ask_around(&snapshot, file, hole);
    }
}
