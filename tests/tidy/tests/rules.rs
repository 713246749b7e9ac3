//! The table of rules and the folder of cases agree.

use infrac_tidy::{Violations, root, text_files};
use std::collections::BTreeSet;

#[test]
fn every_rule_has_its_cases_and_every_case_its_rule() {
    let text = std::fs::read_to_string(root().join("docs/language/rules.md")).expect("the table of rules");
    let mut named = BTreeSet::new();
    let mut violations = Violations::default();
    for row in text
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| rule |") && !line.starts_with("| ---"))
    {
        let Some((rule, cases)) = row.trim_end_matches(" |").rsplit_once(" | ") else { continue };
        let cases: Vec<&str> = cases.split_whitespace().map(|case| case.trim_matches('`')).collect();
        if cases.is_empty() {
            violations.add(format!("no case for the rule \"{}\"", rule.trim_start_matches("| ")));
        }
        for case in cases {
            if !root().join("tests/ui").join(format!("{case}.infra")).is_file() {
                violations.add(format!("no case tests/ui/{case}.infra"));
            }
            named.insert(case.to_owned());
        }
    }
    let folders = root().join("tests/ui").read_dir_utf8().expect("the cases").filter_map(Result::ok);
    for folder in folders.filter(|entry| entry.path().is_dir()) {
        for entry in folder.path().read_dir_utf8().expect("a folder of cases").filter_map(Result::ok) {
            let case = format!("{}/{}", folder.file_name(), entry.path().file_stem().unwrap_or_default());
            if entry.path().extension() == Some("infra") && !named.contains(&case) {
                violations.add(format!("no rule names the case {case}"));
            }
        }
    }
    violations.finish("docs/language/rules.md and tests/ui disagree:");
}

#[test]
fn links_of_the_docs_lead_somewhere() {
    let mut violations = Violations::default();
    let mut files = text_files("docs");
    files.extend(
        text_files("")
            .into_iter()
            .filter(|file| file.path.extension() == Some("md") && !file.path.as_str().contains('/')),
    );
    for file in files.iter().filter(|file| file.path.extension() == Some("md")) {
        let folder = root().join(file.path.parent().unwrap_or(camino::Utf8Path::new("")));
        for (at, line) in file.text.lines().enumerate() {
            // Code is no link.
            let prose: String = line.split('`').step_by(2).collect();
            for link in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
                let path = link.split('#').next().unwrap_or_default();
                if !path.is_empty() && !path.contains("://") && !folder.join(path).exists() {
                    violations.at(&file.path, at + 1, format!("no {path}"));
                }
            }
        }
    }
    violations.finish("links that lead nowhere:");
}
