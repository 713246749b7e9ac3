//! Compares every stage of every case with its golden file. `INFRAC_BLESS=1 cargo test -p golden` writes them anew; read the difference before
//! it is committed. A golden file that nothing gives any more is a failure too.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use camino::{Utf8Path, Utf8PathBuf};
use golden::{Goldens, cases, corpus, goldens};
use similar::TextDiff;
use std::collections::BTreeSet;

fn files_below(folder: &Utf8Path, prefix: &Utf8Path, found: &mut BTreeSet<Utf8PathBuf>) {
    let Ok(entries) = folder.read_dir_utf8() else { return };
    for entry in entries.flatten() {
        let name = prefix.join(entry.file_name());
        if entry.path().is_dir() {
            files_below(entry.path(), &name, found);
        } else {
            found.insert(name);
        }
    }
}

fn bless(folder: &Utf8Path, wanted: &Goldens) {
    let _ = std::fs::remove_dir_all(folder);
    for (name, text) in wanted {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

fn differences(folder: &Utf8Path, wanted: &Goldens) -> Vec<String> {
    let mut there = BTreeSet::new();
    files_below(folder, Utf8Path::new(""), &mut there);
    let orphans = there.iter().filter(|name| !wanted.contains_key(*name));
    let mut faults: Vec<String> = orphans.map(|name| format!("{folder}/{name}: nothing gives this any more")).collect();
    for (name, text) in wanted {
        let golden = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        if golden != *text {
            let diff = TextDiff::from_lines(golden.as_str(), text.as_str());
            faults.push(diff.unified_diff().header(&format!("golden {folder}/{name}"), "now").to_string());
        }
    }
    faults
}

#[test]
fn every_stage_gives_what_its_golden_file_says() {
    let mut faults = Vec::new();
    let cases = cases().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let wanted = goldens(&case).unwrap();
        let folder = corpus().join(&case).join("golden");
        if std::env::var_os("INFRAC_BLESS").is_some() {
            bless(&folder, &wanted);
        }
        faults.extend(differences(&folder, &wanted));
    }
    assert!(faults.is_empty(), "{}\nif this is right: INFRAC_BLESS=1 cargo test -p golden", faults.join("\n"));
}
