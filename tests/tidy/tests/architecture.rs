//! Crates depend on each other as ARCHITECTURE.md says, and only downwards.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use infrac_tidy::{Violations, markdown_table, root};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The workspace's own dependencies of each crate, by Cargo's own reading: (normal, dev).
fn dependencies() -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap_or_default().to_owned();
    let ours: BTreeSet<String> = packages.iter().map(name).collect();
    packages
        .iter()
        .map(|package| {
            let (mut normal, mut dev) = (BTreeSet::new(), BTreeSet::new());
            for dependency in package["dependencies"].as_array().into_iter().flatten() {
                let to = name(dependency);
                if ours.contains(&to) {
                    if dependency["kind"].is_null() {
                        normal.insert(to)
                    } else {
                        dev.insert(to)
                    };
                }
            }
            (name(package), (normal, dev))
        })
        .collect()
}

/// The rows of the table in ARCHITECTURE.md: crate, and what it uses, in the order of the table.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let plain = |cell: &str| cell.replace('`', "");
    markdown_table(&text, "crate")
        .into_iter()
        .map(|cells| {
            let uses = cells.get(1).map(|cell| plain(cell)).unwrap_or_default();
            let uses = uses.split_whitespace().filter(|word| *word != "-").map(str::to_owned).collect();
            (plain(&cells[0]), uses)
        })
        .collect()
}

#[test]
fn the_table_of_dependencies_is_what_the_manifests_say() {
    let mut violations = Violations::default();
    let actual = dependencies();
    let documented: BTreeMap<String, BTreeSet<String>> = table().into_iter().collect();
    for (name, (uses, _)) in &actual {
        match documented.get(name) {
            None => violations.add(format!("{name} has no row in the crate table")),
            Some(row) if row != uses => {
                let list = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(" ");
                violations.add(format!("{name}: the manifest says {}; the table says {}", list(uses), list(row)));
            }
            Some(_) => {}
        }
    }
    for name in documented.keys().filter(|name| !actual.contains_key(*name)) {
        violations.add(format!("{name} stands in the table but is no crate"));
    }
    violations.finish("ARCHITECTURE.md and the manifests disagree:");
}

#[test]
fn a_crate_uses_only_crates_above_it_in_the_table() {
    let mut violations = Violations::default();
    let rows = table();
    let position: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    for (name, (normal, dev)) in &dependencies() {
        let Some(own) = position.get(name.as_str()) else { continue };
        for used in normal.iter().chain(dev) {
            if position.get(used.as_str()).is_none_or(|at| at >= own) {
                violations.add(format!("{name} uses {used}, which is not above it"));
            }
        }
    }
    violations.finish("the direction of dependencies is broken:");
}

#[test]
fn targets_see_no_syntax_and_no_model() {
    let mut violations = Violations::default();
    for (name, (normal, _)) in &dependencies() {
        if !["infrac-tree", "infrac-target", "infrac-compose", "infrac-kubernetes", "infrac-terraform"]
            .contains(&name.as_str())
        {
            continue;
        }
        for forbidden in ["infrac-syntax", "infrac-model", "infrac-driver", "infrac-stdlib"] {
            if normal.contains(forbidden) {
                violations.add(format!("{name} uses {forbidden}"));
            }
        }
    }
    violations.finish("back ends read the plan and nothing before it:");
}

#[test]
fn the_top_level_holds_the_folders_of_the_design_and_no_others() {
    let mut violations = Violations::default();
    for entry in root().read_dir_utf8().expect("the root is readable").filter_map(Result::ok) {
        let name = entry.file_name();
        let known = ["compiler", "stdlib", "targets", "examples", "tests", "editors", "docs", "target"];
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && !name.starts_with('.') && !known.contains(&name) {
            violations.add(format!("{name}/"));
        }
    }
    violations.finish("folders that ARCHITECTURE.md does not know:");
}
