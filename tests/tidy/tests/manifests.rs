//! Every dependency is pinned, with what it is for; every crate takes the workspace's lints.

use infrac_tidy::{Violations, root, text_files};

#[test]
fn dependencies_are_pinned_and_say_what_they_are_for() {
    let mut violations = Violations::default();
    let path = camino::Utf8Path::new("Cargo.toml");
    let text = std::fs::read_to_string(root().join(path)).expect("the workspace manifest");
    let section = text.lines().enumerate().skip_while(|(_, line)| *line != "[workspace.dependencies]").skip(1);
    for (at, line) in section.take_while(|(_, line)| !line.starts_with('[')) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (declaration, reason) = line.rsplit_once(" # ").unwrap_or((line, ""));
        if reason.trim().len() < 8 {
            violations.at(path, at + 1, "a dependency without a comment that says what it is for");
        }
        if !declaration.contains("\"=") && !declaration.contains("path = ") {
            violations.at(path, at + 1, "a dependency that is not pinned (`=1.2.3`)");
        }
    }
    violations.finish("[workspace.dependencies]:");
}

#[test]
fn crates_take_versions_and_lints_from_the_workspace() {
    let mut violations = Violations::default();
    for file in text_files("").into_iter().filter(|file| file.path.as_str().ends_with("/Cargo.toml")) {
        // What another tool builds alone, in a workspace of its own.
        if file.text.contains("\n[workspace]\n") && file.path != "Cargo.toml" {
            continue;
        }
        // The bindings of the grammar call C: the one crate with an unsafe line.
        let is_binding = file.path == "editors/tree-sitter-infra/Cargo.toml";
        if !is_binding && !file.text.contains("[lints]\nworkspace = true") {
            violations.at(&file.path, 1, "does not take the workspace's lints");
        }
        if !file.text.contains("\ndescription = \"") {
            violations.at(&file.path, 1, "does not say what the crate is");
        }
        let mut dependencies = false;
        for (at, line) in file.text.lines().enumerate() {
            if line.starts_with('[') {
                dependencies = line.ends_with("dependencies]");
            } else if dependencies
                && line.contains('=')
                && !line.contains("workspace = true")
                && !line.contains("path = ")
            {
                violations.at(&file.path, at + 1, "a version of its own; put it into [workspace.dependencies]");
            }
        }
    }
    violations.finish("manifests:");
}
