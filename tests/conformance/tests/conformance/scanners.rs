//! checkov and trivy: nothing HIGH or CRITICAL, nothing failed, outside of a short list that gives reasons.

use infrac_conformance::built;
use infrac_conformance::tools::{root, run, tool};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// `CODE reason` lines of a skip list.
pub fn skips(file: &str) -> BTreeMap<String, String> {
    let path = root().join("tests/conformance").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut skips = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let (code, reason) = line.split_once(' ').unwrap_or((line, ""));
        assert!(reason.trim().len() > 20, "{path}: {code} gives no reason");
        skips.insert(code.to_owned(), reason.trim().to_owned());
    }
    skips
}

/// Fails with what was found but not skipped, and with what is skipped but no longer found.
pub fn compare(scanner: &str, found: &BTreeMap<String, Vec<String>>, skips: &BTreeMap<String, String>) {
    let open: Vec<String> = found
        .iter()
        .filter(|(code, _)| !skips.contains_key(*code))
        .map(|(code, places)| format!("{code}: {} places, first {}", places.len(), places[0]))
        .collect();
    assert!(open.is_empty(), "{scanner} finds:\n  {}", open.join("\n  "));
    let unused: BTreeSet<&String> = skips.keys().filter(|code| !found.contains_key(*code)).collect();
    assert!(unused.is_empty(), "{scanner} no longer finds what its list skips: {unused:?}");
}

#[test]
fn checkov_finds_nothing_in_the_manifests() {
    let Some(checkov) = tool("bin/checkov") else { return };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for example in built::all() {
        for (environment, folder) in example.environments("kubernetes") {
            let arguments = [
                "--directory",
                ".",
                "--framework",
                "kubernetes",
                "--skip-download",
                "--compact",
                "--quiet",
                "--output",
                "json",
            ];
            let answer = run(&folder, &checkov, &arguments);
            let report: Value =
                serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{}{}", answer.output, answer.errors));
            let passed = report["summary"]["passed"].as_u64().unwrap_or(0);
            assert!(passed > 50, "{} {environment}: only {passed} checks passed", example.name);
            for check in report["results"]["failed_checks"].as_array().into_iter().flatten() {
                let text = |key: &str| check[key].as_str().unwrap_or("?").to_owned();
                let place = format!("{} {environment} {} ({})", example.name, text("resource"), text("check_name"));
                found.entry(text("check_id")).or_default().push(place);
            }
        }
    }
    compare("checkov", &found, &skips("checkov.skip"));
}

#[test]
fn trivy_finds_nothing_high_or_critical() {
    let Some(trivy) = tool("bin/trivy") else { return };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for example in built::all() {
        let arguments =
            ["config", "--skip-check-update", "--quiet", "--severity", "HIGH,CRITICAL", "--format", "json", "."];
        let answer = run(&example.folder, &trivy, &arguments);
        answer.must_be_fine("trivy does not run");
        let report: Value =
            serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{}{}", answer.output, answer.errors));
        let results = report["Results"].as_array().cloned().unwrap_or_default();
        assert!(!results.is_empty(), "{}: trivy looked at nothing", example.name);
        for result in &results {
            for finding in result["Misconfigurations"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|finding| finding["Status"] == "FAIL")
            {
                let text = |key: &str| finding[key].as_str().unwrap_or("?").to_owned();
                let place =
                    format!("{} {} ({})", example.name, result["Target"].as_str().unwrap_or("?"), text("Message"));
                found.entry(text("ID")).or_default().push(place);
            }
        }
    }
    compare("trivy", &found, &skips("trivy.skip"));
}
