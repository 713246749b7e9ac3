//! The explain pages of the system checks: each wrong example yields its code and nothing else, each right one nothing of these families.

mod support;

use infrac_diagnostics::CodeInfo;
use infrac_diagnostics::codes::{e05, e06};

/// The first code block under a heading.
fn example<'p>(page: &'p str, heading: &str) -> &'p str {
    let section = page.split_once(&format!("\n## {heading}\n")).and_then(|(_, after)| after.split("\n## ").next());
    let code =
        section.and_then(|section| section.split_once("```infra\n")).and_then(|(_, code)| code.split("```").next());
    code.expect("the page has both examples")
}

/// The codes that the checks of this crate report.
fn checked() -> impl Iterator<Item = &'static CodeInfo> {
    let secrets = e05::ALL.iter().filter(|info| info.code.get(1..).is_some_and(|number| number >= "0550"));
    secrets.chain(e06::ALL).copied()
}

#[test]
fn wrong_examples_yield_their_code_and_right_ones_nothing() {
    let mut failures = String::new();
    for info in checked() {
        let wrong = support::plan_all(example(info.page, "Wrong"));
        let codes: Vec<&str> = wrong.diagnostics.0.iter().map(|found| found.code.as_str()).collect();
        if codes.is_empty() || codes.iter().any(|code| *code != info.code) {
            failures.push_str(&format!("{}, wrong example:\n{}\n", info.code, wrong.report()));
        }
        let right = support::plan_all(example(info.page, "Right"));
        if !right.diagnostics.0.is_empty() {
            failures.push_str(&format!("{}, right example:\n{}\n", info.code, right.report()));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
