//! Each diagnostic code has a file and a page named after it, and the page has its headings.

use infrac_diagnostics::codes;
use infrac_tidy::{Violations, root};
use std::collections::BTreeMap;

/// `E0101`, `invalid-utf8` → `compiler/diagnostics/src/codes/e01/e0101_invalid_utf8`.
fn file_stem(code: &str, name: &str) -> String {
    let lower = code.to_lowercase();
    let family = if lower.starts_with('l') { "l".to_owned() } else { lower.replace('w', "e")[..3].to_owned() };
    format!("compiler/diagnostics/src/codes/{family}/{lower}_{}", name.replace('-', "_"))
}

#[test]
fn codes_are_unique_and_in_order() {
    let mut violations = Violations::default();
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for info in codes::all() {
        if let Some(other) = seen.insert(info.code, info.name) {
            violations.add(format!("{} is both {other} and {}", info.code, info.name));
        }
        if let Some(other) = names.insert(info.name, info.code) {
            violations.add(format!("{} names both {other} and {}", info.name, info.code));
        }
    }
    violations.finish("codes:");
}

#[test]
fn each_code_has_its_two_files() {
    let mut violations = Violations::default();
    for info in codes::all() {
        for extension in ["rs", "md"] {
            let path = format!("{}.{extension}", file_stem(info.code, info.name));
            if !root().join(&path).is_file() {
                violations.add(format!("{}: no {path}", info.code));
            }
        }
    }
    violations.finish("files of codes:");
}

#[test]
fn there_are_at_least_fifty_codes() {
    let count = codes::all().count();
    assert!(count >= 50, "{count} codes");
}

#[test]
fn pages_have_their_headings() {
    let mut violations = Violations::default();
    for info in codes::all() {
        let mut lines = info.page.lines();
        let title = lines.next().unwrap_or_default();
        if !title.starts_with(&format!("# {}: ", info.code)) || title.ends_with('.') {
            violations.add(format!("{}: the page does not begin with `# {}: title`", info.code, info.code));
        }
        let headings: Vec<&str> = info.page.lines().filter(|line| line.starts_with("## ")).collect();
        if headings != ["## Wrong", "## Right"] {
            violations.add(format!("{}: the headings are {headings:?}, not Wrong and Right", info.code));
        }
        let text = info.page.split("## Wrong").next().unwrap_or_default();
        if text.lines().skip(1).map(str::len).sum::<usize>() < 40 {
            violations.add(format!("{}: the page does not say what is wrong and why", info.code));
        }
    }
    violations.finish("pages of `infrac explain`:");
}
