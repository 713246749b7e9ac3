//! The table of docs/language-server.md says which test of which client looks into a feature: each of them is there, and each test of pytest-lsp is in it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use infrac_editor::root;
use std::collections::BTreeSet;

const HEAD: &str = "| feature | pytest-lsp | Neovim |\n| --- | --- | --- |\n";

/// The texts between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn each_feature_has_its_tests_in_both_clients() {
    let page = std::fs::read_to_string(root().join("docs/language-server.md")).unwrap();
    let rows = page.split_once(HEAD).unwrap().1.split_once("\n\n").unwrap().0;
    let clients = root().join("tests/editor/clients");
    let mut defined = BTreeSet::new();
    for entry in clients.read_dir_utf8().unwrap() {
        let path = entry.unwrap().into_path();
        if path.extension() == Some("py") {
            let text = std::fs::read_to_string(&path).unwrap();
            let names = text.lines().filter_map(|line| line.strip_prefix("async def test_")?.split('(').next());
            defined.extend(names.map(|name| format!("test_{name}")));
        }
    }
    let neovim = std::fs::read_to_string(clients.join("neovim.lua")).unwrap();
    let (mut told, mut count) = (BTreeSet::new(), 0);
    for row in rows.lines() {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 3, "{row}");
        let (python, lua) = (quoted(cells[1]), quoted(cells[2]));
        assert!(!python.is_empty() && !lua.is_empty(), "{row}");
        for name in python {
            assert!(defined.contains(name), "there is no {name}: {row}");
            told.insert(name.to_owned());
        }
        for name in lua.into_iter().filter(|name| !matches!(*name, "push" | "pull" | "auto")) {
            let calls = [format!("check(\"{name}\""), format!("wait_for(\"{name}\""), format!(", \"{name}")];
            assert!(calls.iter().any(|call| neovim.contains(call)), "nothing checks `{name}`: {row}");
        }
        count += 1;
    }
    assert!(count >= 30, "{count} features");
    let missing: Vec<&String> = defined.difference(&told).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
}
