//! Back ends build trees and decide about every attribute.

use infrac_tidy::{TextFile, Violations, root, text_files};
use std::collections::BTreeMap;

/// Rust sources of the back ends, without the crates that they share.
fn back_ends() -> Vec<TextFile> {
    let mut files = text_files("targets");
    files.retain(|file| {
        file.path.extension() == Some("rs")
            && file.path.as_str().contains("/src/")
            && !file.path.starts_with("targets/tree")
    });
    files
}

/// The names of the structs that are generated from kinds and record types.
fn generated_structs() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("compiler/plan/src/kinds.rs")).expect("the generated kinds");
    text.lines()
        .filter_map(|line| line.strip_prefix("pub struct "))
        .map(|rest| rest.split([' ', '<']).next().unwrap_or_default().to_owned())
        .filter(|name| name != "Blocks")
        .collect()
}

/// For every `Name {` in `text`: the line and what stands between the braces.
fn braced<'a>(text: &'a str, name: &str) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(name) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|character| character.is_alphanumeric() || character == '_') {
            continue;
        }
        let Some(open) = text[at + name.len()..].strip_prefix(" {") else { continue };
        let mut depth = 1;
        for (offset, character) in open.char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                found.push((text[..at].lines().count(), &open[..offset]));
                break;
            }
        }
    }
    found
}

#[test]
fn kinds_are_taken_apart_without_a_rest_pattern() {
    let mut violations = Violations::default();
    let structs = generated_structs();
    for file in back_ends() {
        for name in &structs {
            for (line, inner) in braced(&file.text, name) {
                if inner.trim_end().trim_end_matches(',').ends_with("..") {
                    violations.at(
                        &file.path,
                        line,
                        format!("`{name} {{ .. }}` hides attributes that this target never looked at"),
                    );
                }
            }
        }
    }
    violations.finish("patterns with `..` on generated structs:");
}

#[test]
fn each_target_takes_apart_every_kind_that_it_carries() {
    let mut violations = Violations::default();
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    for file in back_ends() {
        let target = file.path.iter().nth(1).unwrap_or_default().to_owned();
        sources.entry(target).or_default().push_str(&file.text);
    }
    for (kind, targets) in kinds_and_targets() {
        let structure: String = kind.split('_').map(capitalised).collect();
        for target in targets {
            // Patches change what targets have lowered: one pass in `infrac_target` carries them for all.
            let Some(text) = sources.get(&target).filter(|_| kind != "patch") else { continue };
            if braced(text, &structure).is_empty() {
                violations.add(format!(
                    "targets/{target} never takes a `{structure}` apart, but `kind {kind}` says that it carries it"
                ));
            }
        }
    }
    violations.finish("kinds that a target carries without deciding about their attributes:");
}

/// Kinds of the standard library and what `@targets(…)` says of them; kinds without attributes of their own are left out.
fn kinds_and_targets() -> Vec<(String, Vec<String>)> {
    let mut kinds = Vec::new();
    for (_, text) in infrac_stdlib::FILES {
        let mut targets: Vec<String> = Vec::new();
        for line in text.lines() {
            if let Some(list) = line.strip_prefix("@targets(").and_then(|rest| rest.strip_suffix(')')) {
                targets = list.split(',').map(|target| target.trim().to_owned()).collect();
            } else if let Some(name) = line.strip_prefix("pub kind ").and_then(|rest| rest.strip_suffix(" {")) {
                kinds.push((name.to_owned(), std::mem::take(&mut targets)));
            }
        }
    }
    kinds
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[test]
fn no_document_is_pasted_from_text() {
    let mut violations = Violations::default();
    for file in back_ends() {
        for (at, line) in file.text.lines().enumerate() {
            for call in ["format!(\"", "write!(out, \"", "push_str(\"", "concat!(\""] {
                let Some((_, literal)) = line.split_once(call) else { continue };
                let literal = literal.split('"').next().unwrap_or_default();
                // A brace at the end of a line is the syntax of nginx and of programs, never of YAML.
                if literal.contains("{{\\n") || literal.contains(" {\\n") {
                    continue;
                }
                let key = literal.trim_start_matches("- ").split_once(": ").map(|(key, _)| key);
                let is_key = key.is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric()));
                if literal.contains("\\n  ") || (is_key && literal.contains(": {")) || literal.starts_with("- {") {
                    violations.at(&file.path, at + 1, format!("text that looks like YAML: \"{literal}\""));
                }
            }
        }
    }
    violations.finish("documents are trees, printed by `infrac_tree` alone:");
}
