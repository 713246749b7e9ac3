//! `build` prints each document as soon as it is made; everything else has the trees. Both must say the same.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use camino::Utf8Path;
use infrac_driver::{Content, Disk, Request, Stopwatch, TARGETS, compile, compile_to_text};
use infrac_tree::print;

#[test]
fn texts_that_are_made_one_by_one_are_those_of_the_trees() {
    let repository = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let targets = TARGETS.iter().map(|target| target.id().to_owned()).collect();
    let request = Request { targets, ..Request::default() };
    for folder in ["examples/quickstart", "examples/jatra"] {
        let disk = Disk::open(&repository.join(folder)).unwrap();
        let trees = compile(&disk, &request).unwrap();
        let keep = |_: &str, text: String| Content::Text(text.into());
        let texts = compile_to_text(&disk, &request, &keep, &mut Stopwatch::off()).unwrap();
        assert!(trees.documents.len() > 10, "{folder}: {:?}", trees.diagnostics);
        assert!(trees.texts.is_empty() && texts.documents.is_empty());
        let expected: Vec<(&str, Content)> =
            trees.documents.iter().map(|one| (one.path.as_str(), Content::Text(print(one).text.into()))).collect();
        let made: Vec<(&str, Content)> =
            texts.texts.iter().map(|one| (one.path.as_str(), one.content.clone())).collect();
        assert_eq!(made, expected, "{folder}");
        assert_eq!(texts.lock, trees.lock, "{folder}");
    }
}
