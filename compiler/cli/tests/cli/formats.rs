//! Findings for people and for machines.

use crate::project::{Project, SHOP, Said, warned};
use serde_json::Value;

/// An error with a fix, and a warning that holds in one environment.
fn checked(format: &str) -> Said {
    let wrong = warned().replace("replicas  = 2..4", "replcias  = 2..4");
    let said = Project::new(&[("shop.infra", &wrong)]).run(&["check", "--format", format]);
    said.exits(1);
    said
}

#[test]
fn people_read_standard_error() {
    let said = checked("human");
    assert_eq!(said.out, "");
    said.err("error[E0206]: a service has no attribute `replcias`; did you mean `replicas`?");
    said.err("╭─[ shop.infra:20:3 ]").err("replcias  = 2..4").err("fix: write `replicas`").err("1 error, 1 warning\n");
    assert!(!said.err.contains('\u{1b}'), "{:?}", said.err);
}

#[test]
fn short_is_one_line_a_finding() {
    let said = checked("short");
    assert_eq!(said.err, "");
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", said.out);
    assert!(lines[0].starts_with("shop.infra:20:3: error[E0206]: a service has no attribute `replcias`"));
    assert!(
        lines[1].starts_with("shop.infra:28:13: warning[W0701]: kubernetes cannot carry `publish`"),
        "{}",
        lines[1]
    );
    assert!(lines[1].ends_with("(in live)"), "{}", lines[1]);
}

#[test]
fn json_is_one_object_a_line() {
    let said = checked("json");
    assert_eq!(said.err, "");
    let found: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<&str> = found.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["E0206", "W0701"]);
    assert_eq!(found[0]["labels"][0]["start_line"], 20);
    assert_eq!(found[0]["fixes"][0]["edits"][0]["text"], "replicas");
    assert_eq!(found[1]["environments"], serde_json::json!(["live"]));
}

#[test]
fn sarif_is_one_document_with_rules_and_results() {
    let said = checked("sarif");
    assert_eq!(said.err, "");
    let log: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let levels: Vec<&str> = results.iter().map(|one| one["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["error", "warning"]);
    for result in results {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    }
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["region"]["startLine"], 20);
}

#[test]
fn sarif_without_findings_is_still_a_document() {
    let said = Project::shop().run(&["check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&said.exits(0).out).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn github_gets_annotations() {
    let said = checked("github");
    assert_eq!(said.err, "");
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", said.out);
    assert!(lines[0].starts_with("::error file=shop.infra,line=20,"), "{}", lines[0]);
    assert!(lines[0].contains("title=E0206 unknown-attribute::a service has no attribute `replcias`"), "{}", lines[0]);
    assert!(lines[1].starts_with("::warning file=shop.infra,line=28,"), "{}", lines[1]);
}

#[test]
fn colours_are_given_on_demand() {
    let wrong = SHOP.replace("replicas  = 2..4", "replcias  = 2..4");
    let folder = Project::new(&[("shop.infra", &wrong)]);
    assert!(folder.run(&["check", "--color", "always"]).err.contains("\u{1b}["));
    assert!(!folder.run(&["check", "--color", "never"]).err.contains('\u{1b}'));
}
