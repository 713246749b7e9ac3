//! From every generated line back to the source.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use camino::{Utf8Path, Utf8PathBuf};
use infrac_driver::{Answer, Compiled, Disk, LineSource, Memory, Request, TARGETS, compile, why};
use infrac_tree::print;

fn repository() -> Utf8PathBuf {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn on_disk(folder: &str) -> Compiled {
    let targets = TARGETS.iter().map(|target| target.id().to_owned()).collect();
    let request = Request { targets, ..Request::default() };
    let compiled = compile(&Disk::open(&repository().join(folder)).unwrap(), &request).unwrap();
    assert!(!compiled.documents.is_empty(), "{folder}: {:?}", compiled.diagnostics);
    compiled
}

fn printed(compiled: &Compiled, path: &str) -> String {
    let document = compiled.documents.iter().find(|document| document.path == path);
    document.map_or_else(|| panic!("no {path}: {:?}", compiled.diagnostics), |document| print(document).text)
}

/// A line that says nothing of its own: blank, a comment, the mark between two YAML documents.
fn is_silent(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line == "---" || line.starts_with('#')
}

fn without_source(compiled: &Compiled) -> (usize, Vec<String>) {
    let (mut all, mut faults) = (0, Vec::new());
    for document in &compiled.documents {
        let text = print(document).text;
        for answer in why(compiled, &document.path, &text).unwrap() {
            if is_silent(&answer.text) {
                continue;
            }
            all += 1;
            let fine = matches!(&answer.source, LineSource::Generated(steps) if !steps.is_empty());
            if !fine {
                faults.push(format!("{}:{}: {} ({:?})", document.path, answer.line, answer.text, answer.source));
            }
        }
    }
    (all, faults)
}

#[test]
fn every_line_that_says_something_leads_to_the_source() {
    for folder in ["examples/quickstart", "examples/jatra", "tests/corpus/document-database"] {
        let (all, faults) = without_source(&on_disk(folder));
        assert!(all > 100, "{folder}: {all} lines");
        assert!(faults.is_empty(), "{folder}: {} of {all} lines lead nowhere:\n{}", faults.len(), faults.join("\n"));
    }
}

const SHOP: &str = r#"
project shop { }
environment live { runtime = kubernetes { version = "1.33" } }
component shelf(port: Port) {
  service this { image = "acme/shelf:1", ports = { http = port }, resources = { cpu = 1, memory = 64Mi } }
}
shelf books { port = 9001 }
"#;

fn shop() -> (Compiled, String) {
    let request = Request { targets: vec!["kubernetes".to_owned()], ..Request::default() };
    let compiled = compile(&Memory::new([("shop.infra", SHOP)]), &request).unwrap();
    let text = printed(&compiled, "kubernetes/live/books.yaml");
    (compiled, text)
}

fn answers(compiled: &Compiled, text: &str) -> Vec<Answer> {
    why(compiled, "kubernetes/live/books.yaml", text).unwrap()
}

#[test]
fn through_a_component_the_steps_end_at_the_users_line() {
    let (compiled, text) = shop();
    let answers = answers(&compiled, &text);
    let steps = |wanted: &str| {
        let answer = answers.iter().find(|answer| answer.text.contains(wanted)).unwrap();
        let LineSource::Generated(steps) = &answer.source else { panic!("{answer:?}") };
        let told = steps.iter().map(|step| {
            let source = compiled.sources.get(step.span.file).unwrap();
            (source.line_column(step.span.start).line, step.what.to_string())
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(steps("image: acme/shelf:1"), [(5, String::new()), (7, "shelf books".to_owned())]);
    assert_eq!(steps("containerPort: 9001").first(), Some(&(7, String::new())));
}

#[test]
fn an_edited_line_is_told_from_the_others_which_keep_their_answers() {
    let (compiled, text) = shop();
    let before = answers(&compiled, &text);
    let at = before.iter().position(|answer| answer.text.contains("image: acme/shelf:1")).unwrap();
    let edited = answers(&compiled, &text.replace("acme/shelf:1", "acme/shelf:2"));
    assert_eq!(edited.len(), before.len());
    for (old, new) in before.iter().zip(&edited) {
        if new.line == at + 1 {
            assert_eq!(new.source, LineSource::Edited);
        } else {
            assert_eq!(new, old);
        }
    }
    // Lines put in and taken out move the others, and change no answer.
    let longer = answers(&compiled, &format!("# by hand\n{text}"));
    assert_eq!(longer[0].source, LineSource::Edited);
    assert!(before.iter().zip(&longer[1..]).all(|(old, new)| old.source == new.source && old.text == new.text));
    let shorter = text.lines().skip(1).map(|line| format!("{line}\n")).collect::<String>();
    let shorter = answers(&compiled, &shorter);
    assert!(before[1..].iter().zip(&shorter).all(|(old, new)| old.source == new.source));
}

#[test]
fn a_document_that_is_not_generated_has_no_answer() {
    let (compiled, text) = shop();
    assert_eq!(why(&compiled, "kubernetes/live/nothing.yaml", &text), None);
}
