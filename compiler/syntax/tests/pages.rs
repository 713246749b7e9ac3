//! The pages of the syntax codes: each wrong example yields its own code and nothing else, each right one nothing.

mod support;

use infrac_diagnostics::codes::e01;
use support::{codes, read};

fn example<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let section = page.split_once(&format!("## {heading}\n"))?.1;
    let section = section.split("\n## ").next()?;
    Some(section.split_once("```infra\n")?.1.split_once("\n```")?.0)
}

#[test]
fn examples_do_what_their_pages_say() {
    let mut wrong_examples = 0;
    for info in e01::ALL {
        let right = example(info.page, "Right").unwrap_or_else(|| panic!("{} has no right example", info.code));
        assert_eq!(codes(&read(&format!("{right}\n"))), Vec::<&str>::new(), "{}: right example", info.code);
        // Only E0101 has none: a page cannot hold bytes that are not UTF-8.
        if let Some(wrong) = example(info.page, "Wrong") {
            wrong_examples += 1;
            assert_eq!(codes(&read(&format!("{wrong}\n"))), [info.code], "{}: wrong example", info.code);
        }
    }
    assert_eq!(wrong_examples, e01::ALL.len() - 1);
}
