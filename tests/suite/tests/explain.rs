//! The pages of `infrac explain`: what is wrong yields exactly the page's code, what is right compiles.

use infrac_diagnostics::codes;
use infrac_suite::case::Case;
use infrac_suite::compiled::run;

/// Pages whose wrong example is told in words, and why it cannot stand there as a project.
const TOLD_IN_WORDS: &[(&str, &str)] = &[
    ("E0101", "a page is itself UTF-8; `tests/ui/lexical/invalid_utf8.infra` holds the bytes"),
    ("E0222", "it takes a chain of 200 values"),
    ("E0440", "it takes ten million steps"),
    ("E0443", "the checker refuses all that it can see; what is left hides in the attributes of raw blocks"),
    ("E0451", "it takes the lock of an earlier build"),
    ("E0790", "only a tool sees it; tests/conformance gives such projects to the real ones"),
    ("W0791", "only a tool sees it"),
    ("W0792", "it speaks of the machine"),
    ("E0793", "it speaks of a tool"),
    ("E0499", "it speaks of a fault of infrac itself"),
];

/// The text between the fences of the first `infra` block below a heading.
fn example<'a>(page: &'a str, heading: &str) -> Option<&'a str> {
    let section = page.split(&format!("\n## {heading}\n")).nth(1)?.split("\n## ").next()?;
    let body = section.split("```infra\n").nth(1)?;
    body.split("```").next()
}

#[test]
fn wrong_examples_yield_their_code_and_nothing_else() {
    let mut failures = Vec::new();
    for info in codes::all() {
        let Some(text) = example(info.page, "Wrong") else {
            if !TOLD_IN_WORDS.iter().any(|(code, _)| *code == info.code) {
                failures.push(format!("{}: no wrong example", info.code));
            }
            continue;
        };
        let wanted_lint = info.code.starts_with('L');
        match run(&Case::read(text.as_bytes())) {
            Err(error) => failures.push(format!("{}: {error}", info.code)),
            Ok(outcome) => {
                let mut found: Vec<&str> = outcome.findings.iter().map(|finding| finding.code.as_str()).collect();
                found.retain(|code| wanted_lint || !code.starts_with('L'));
                if found.is_empty() || found.iter().any(|code| *code != info.code) {
                    failures.push(format!("{}: the wrong example yields {found:?}", info.code));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} pages:\n  {}", failures.len(), failures.join("\n  "));
}

#[test]
fn right_examples_compile() {
    let mut failures = Vec::new();
    for info in codes::all() {
        let Some(text) = example(info.page, "Right") else {
            failures.push(format!("{}: no right example", info.code));
            continue;
        };
        match run(&Case::read(text.as_bytes())) {
            Err(error) => failures.push(format!("{}: {error}", info.code)),
            Ok(outcome) => {
                let strict = |code: &str| code == info.code || code.starts_with('E');
                let mut found =
                    outcome.findings.iter().filter(|finding| strict(&finding.code)).map(ToString::to_string);
                if let Some(first) = found.next() {
                    failures.push(format!("{}: the right example yields {first}", info.code));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} pages:\n  {}", failures.len(), failures.join("\n  "));
}
