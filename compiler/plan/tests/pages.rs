//! The explain pages of the codes that evaluation gives: the wrong example yields exactly its code, the right one nothing.

mod support;

/// The `infra` example below a heading; `None` where the page tells in prose.
fn example<'a>(page: &'a str, heading: &str) -> Option<&'a str> {
    let section = page.split(heading).nth(1)?.split("\n## ").next()?;
    section.split("```infra\n").nth(1)?.split("```").next()
}

#[test]
fn wrong_examples_are_wrong_in_this_way_and_right_ones_are_right() {
    let mut faults = String::new();
    for info in infrac_diagnostics::codes::all() {
        let number: u32 = info.code.trim_start_matches(char::is_alphabetic).parse().unwrap();
        let ours = matches!(number, 350..=369 | 411..=499 | 691);
        if !ours || !info.code.starts_with('E') {
            continue;
        }
        if let Some(wrong) = example(info.page, "## Wrong") {
            let planned = support::plan_all(wrong);
            let mut codes = planned.codes();
            codes.dedup();
            if codes != [info.code] {
                faults.push_str(&format!("{} wrong: {codes:?}\n{}\n", info.code, planned.report()));
            }
        }
        let right = example(info.page, "## Right").expect("a page has a right example");
        let planned = support::plan_all(right);
        if !planned.codes().is_empty() {
            faults.push_str(&format!("{} right: {}\n", info.code, planned.report()));
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// One mistake, one message: what the checker has said is not said again by evaluation.
#[test]
fn evaluation_adds_nothing_to_what_the_checker_found() {
    let mut faults = String::new();
    for info in infrac_diagnostics::codes::all() {
        let family = info.code.get(..3).unwrap_or_default();
        let number: u32 = info.code.trim_start_matches(char::is_alphabetic).parse().unwrap();
        if !matches!(family, "E02" | "E03" | "E05") || matches!(number, 350..=369 | 550..=599) {
            continue;
        }
        let Some(wrong) = example(info.page, "## Wrong") else { continue };
        let planned = support::plan_all(wrong);
        let mut codes = planned.codes();
        codes.dedup();
        if codes != [info.code] {
            faults.push_str(&format!("{}: {codes:?}\n{}\n", info.code, planned.report()));
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
