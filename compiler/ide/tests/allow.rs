//! Wherever "allow, with a reason" is offered, the finding is gone once it is done: over the wrong examples of all explain pages.

#![allow(clippy::expect_used, reason = "a test that cannot go on should stop")]

use infrac_diagnostics::codes;
use infrac_driver::Memory;
use infrac_ide::{Snapshot, actions};
use infrac_source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of the wrong example; a line `// file: PATH` begins the next one.
fn example(page: &str) -> Option<BTreeMap<String, String>> {
    let section = page.split("\n## Wrong\n").nth(1)?.split("\n## ").next()?;
    let body = section.split("```infra\n").nth(1)?.split("```").next()?;
    let mut files = BTreeMap::new();
    let mut path = "main.infra";
    for line in body.split_inclusive('\n') {
        match line.strip_prefix("// file: ") {
            Some(next) => path = next.trim(),
            None => files.entry(path.to_owned()).or_insert_with(String::new).push_str(line),
        }
    }
    Some(files)
}

fn snapshot(files: &BTreeMap<String, String>) -> Option<Snapshot> {
    Snapshot::new(Arc::new(Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))))).ok()
}

#[test]
fn what_is_allowed_is_not_found_again() {
    let (mut tried, mut failures) = (Vec::new(), Vec::new());
    for info in codes::all() {
        let Some(files) = example(info.page) else { continue };
        let Some(before) = snapshot(&files) else { continue };
        let found = before.diagnostics().clone();
        for (at, finding) in found.0.iter().enumerate() {
            let Some(place) = finding.primary() else { continue };
            let offered = actions(&before, &found, Span::new(place.file, place.start, place.start));
            let allow = offered.iter().find(|one| one.mends == Some(at) && one.title.starts_with("allow "));
            let Some(allow) = allow else { continue };
            let mut changed = files.clone();
            for edit in allow.edits.iter().rev() {
                let path = before.source(edit.span.file).expect("a file of it").path().to_string();
                changed.get_mut(&path).expect("a file of it").replace_range(edit.span.range(), &edit.text);
            }
            let count = |all: &infrac_diagnostics::Diagnostics| {
                all.0
                    .iter()
                    .filter(|one| one.code == finding.code)
                    .map(|one| one.environments.len().max(1))
                    .sum::<usize>()
            };
            let after = snapshot(&changed).map(|after| count(after.diagnostics()));
            if after.is_none_or(|after| after >= count(&found)) {
                failures.push(format!("{} on the page of {}: {}", finding.code.as_str(), info.code, finding.message));
            }
            tried.push(finding.code.as_str());
        }
    }
    tried.sort_unstable();
    tried.dedup();
    assert!(failures.is_empty(), "{} findings:\n  {}", failures.len(), failures.join("\n  "));
    assert!(tried.len() >= 10 && tried.contains(&"E0550"), "{tried:?}");
}
