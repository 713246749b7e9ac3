//! Each file below `tests/ui` is a project: it yields exactly the findings that its comments expect, and looks to people as the
//! `.txt` beside it says. `INFRAC_BLESS=1` writes the `.txt` files and fills in expectations that name a code's beginning.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_suite::case::Case;
use infrac_suite::compiled::{Outcome, run};
use infrac_suite::expectation::{Expectations, filled_in};
use infrac_suite::{blessing, files_below, root};

fn folder() -> Utf8PathBuf {
    root().join("tests/ui")
}

#[test]
fn every_case_yields_exactly_what_it_expects() {
    let mut failures = Vec::new();
    let mut cases = 0;
    for path in files_below(&folder()).into_iter().filter(|path| path.extension() == Some("infra")) {
        cases += 1;
        for failure in differences(&path) {
            failures.push(format!("{path}\n    {failure}"));
        }
    }
    assert!(cases > 100, "only {cases} cases were found");
    assert!(failures.is_empty(), "{} differences:\n  {}", failures.len(), failures.join("\n  "));
}

fn differences(path: &Utf8Path) -> Vec<String> {
    let file = folder().join(path);
    let bytes = std::fs::read(&file).expect("a case is readable");
    let case = Case::read(&bytes);
    let outcome = match std::panic::catch_unwind(|| run(&case.without_expectations())) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => return vec![error],
        Err(_) => return vec!["it panics".to_owned()],
    };
    if blessing() {
        bless(&file, &bytes, &outcome);
        return Vec::new();
    }
    let expectations = Expectations::of(&case);
    let mut differences = expectations.differences(&outcome.findings);
    let shown = std::fs::read_to_string(file.with_extension("txt")).unwrap_or_default();
    if shown.replace("\r\n", "\n") != rendering(&outcome, expectations.lints) {
        differences.push("it looks otherwise than the .txt beside it says; read it, then INFRAC_BLESS=1".to_owned());
    }
    differences
}

fn rendering(outcome: &Outcome, lints: bool) -> String {
    let text = outcome.rendered(lints);
    if text.trim().is_empty() { String::new() } else { text }
}

fn bless(file: &Utf8Path, bytes: &[u8], outcome: &Outcome) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let filled = filled_in(text, &outcome.findings, |line| place_of_line(text, line));
        if filled != text {
            std::fs::write(file, filled).expect("a case is writable");
        }
    }
    let lints = Expectations::of(&Case::read(bytes)).lints;
    let (shown, text) = (file.with_extension("txt"), rendering(outcome, lints));
    if text.is_empty() {
        let _ = std::fs::remove_file(shown);
    } else {
        std::fs::write(shown, text).expect("a rendering is writable");
    }
}

/// The file of the case, and the line in it, that a line of the case's text belongs to.
fn place_of_line(text: &str, line: usize) -> (Utf8PathBuf, usize) {
    let (mut path, mut start) = (Utf8PathBuf::from("main.infra"), 0);
    for (at, content) in text.lines().enumerate().take(line.saturating_sub(1)) {
        if let Some(next) = content.strip_prefix("// file: ") {
            (path, start) = (next.trim().into(), at + 1);
        }
    }
    (path, line - start)
}

#[test]
fn every_rendering_belongs_to_a_case() {
    let orphans: Vec<Utf8PathBuf> = files_below(&folder())
        .into_iter()
        .filter(|path| path.extension() != Some("infra") && !folder().join(path.with_extension("infra")).is_file())
        .collect();
    assert!(orphans.is_empty(), "renderings without a case: {orphans:?}");
}
