//! The examples of this crate's explain pages: each wrong one yields its code and nothing else, each right one nothing.

#[allow(dead_code)]
mod support;

use infrac_diagnostics::codes::{e02, e03, e04, e05};

/// The first code block under a heading.
fn example<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let (_, after) = page.split_once(&format!("\n## {heading}\n"))?;
    let section = after.split("\n## ").next()?;
    let (_, code) = section.split_once("```infra\n")?;
    code.split("```").next()
}

#[test]
fn wrong_examples_yield_their_code_and_right_ones_nothing() {
    let mut failures = String::new();
    // Codes from 50 on in E03 and E05 and from 10 on in E04 are found at evaluation.
    let own = |code: &str| match code.split_at(3) {
        ("E03", number) => number < "50",
        ("E04", number) => number < "10",
        ("E05", number) => number < "50",
        ("W05", _) => false,
        _ => true,
    };
    for info in [e02::ALL, e03::ALL, e04::ALL, e05::ALL].into_iter().flatten().filter(|info| own(info.code)) {
        if let Some(wrong) = example(info.page, "Wrong") {
            let checked = support::check(wrong);
            if checked.codes() != [info.code] {
                failures.push_str(&format!("{}, wrong example:\n{}\n", info.code, checked.report()));
            }
        }
        let right = example(info.page, "Right").expect("a page has a right example");
        let checked = support::check(right);
        if !checked.codes().is_empty() {
            failures.push_str(&format!("{}, right example:\n{}\n", info.code, checked.report()));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
