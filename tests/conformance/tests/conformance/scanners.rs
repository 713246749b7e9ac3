//! checkov and trivy: nothing HIGH or CRITICAL, nothing failed, outside of a short list that gives reasons.

use crate::helm::{charts, environments, rendered};
use camino::Utf8Path;
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

/// What was found: by code, the places.
type Found = BTreeMap<String, Vec<String>>;

/// Adds what checkov finds in the manifests of a folder.
fn ask_checkov(checkov: &Utf8Path, folder: &Utf8Path, what: &str, found: &mut Found) {
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
    let answer = run(folder, checkov, &arguments);
    let report: Value =
        serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{}{}", answer.output, answer.errors));
    let passed = report["summary"]["passed"].as_u64().unwrap_or(0);
    assert!(passed > 50, "{what}: only {passed} checks passed");
    for check in report["results"]["failed_checks"].as_array().into_iter().flatten() {
        let text = |key: &str| check[key].as_str().unwrap_or("?").to_owned();
        let place = format!("{what} {} ({})", text("resource"), text("check_name"));
        found.entry(text("check_id")).or_default().push(place);
    }
}

/// Adds what trivy finds below a folder.
fn ask_trivy(trivy: &Utf8Path, folder: &Utf8Path, what: &str, found: &mut Found) {
    let arguments =
        ["config", "--skip-check-update", "--quiet", "--severity", "HIGH,CRITICAL", "--format", "json", "."];
    let answer = run(folder, trivy, &arguments);
    answer.must_be_fine("trivy does not run");
    let report: Value =
        serde_json::from_str(&answer.output).unwrap_or_else(|_| panic!("{}{}", answer.output, answer.errors));
    let results = report["Results"].as_array().cloned().unwrap_or_default();
    assert!(!results.is_empty(), "{what}: trivy looked at nothing");
    for result in &results {
        let findings = result["Misconfigurations"].as_array().into_iter().flatten();
        for finding in findings.filter(|finding| finding["Status"] == "FAIL") {
            let text = |key: &str| finding[key].as_str().unwrap_or("?").to_owned();
            let place = format!("{what} {} ({})", result["Target"].as_str().unwrap_or("?"), text("Message"));
            found.entry(text("ID")).or_default().push(place);
        }
    }
}

#[test]
fn checkov_finds_nothing_in_the_manifests() {
    let Some(checkov) = tool("bin/checkov") else { return };
    let mut found = Found::new();
    for example in built::all() {
        for (environment, folder) in example.environments("kubernetes") {
            ask_checkov(&checkov, &folder, &format!("{} {environment}", example.name), &mut found);
        }
    }
    compare("checkov", &found, &skips("checkov.skip"));
}

#[test]
fn trivy_finds_nothing_high_or_critical() {
    let Some(trivy) = tool("bin/trivy") else { return };
    let mut found = Found::new();
    for example in built::all() {
        ask_trivy(&trivy, &example.folder, &example.name, &mut found);
    }
    compare("trivy", &found, &skips("trivy.skip"));
}

/// Calls `judge` with the objects of each chart and environment as Helm renders them, in a folder of their own.
fn rendered_charts(mut judge: impl FnMut(&Utf8Path, &str)) {
    let Some(helm) = tool("bin/helm") else { return };
    charts(|example, chart, folder| {
        let environments = environments(folder);
        assert!(!environments.is_empty(), "{} {chart}: a chart without environments", example.name);
        for environment in environments {
            let temporary = tempfile::tempdir().expect("a temporary folder");
            let scratch = Utf8Path::from_path(temporary.path()).expect("a path that is UTF-8");
            let text = rendered(&helm, example, chart, folder, &environment);
            std::fs::write(scratch.join("rendered.yaml"), text).expect("a file");
            judge(scratch, &format!("chart of {} in {environment}:", example.name));
        }
    });
}

#[test]
fn checkov_finds_nothing_in_the_rendered_charts() {
    let (Some(checkov), Some(_)) = (tool("bin/checkov"), tool("bin/helm")) else { return };
    let mut found = Found::new();
    rendered_charts(|folder, what| ask_checkov(&checkov, folder, what, &mut found));
    let mut skipped = skips("checkov.skip");
    skipped.extend(skips("checkov-chart.skip"));
    compare("checkov", &found, &skipped);
}

#[test]
fn trivy_finds_nothing_high_or_critical_in_the_rendered_charts() {
    let (Some(trivy), Some(_)) = (tool("bin/trivy"), tool("bin/helm")) else { return };
    let mut found = Found::new();
    rendered_charts(|folder, what| ask_trivy(&trivy, folder, what, &mut found));
    compare("trivy", &found, &skips("trivy.skip"));
}
