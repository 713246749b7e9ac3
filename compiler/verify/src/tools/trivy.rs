//! trivy: misconfigurations in manifests and Terraform.

use super::checkov::scanned;
use super::{Bench, Judgement, Tool, quoted};
use crate::finding::{Finding, Place};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;
use serde_json::Value;

pub(crate) struct Trivy;

impl Tool for Trivy {
    fn name(&self) -> &'static str {
        "trivy"
    }

    fn judges(&self) -> &'static str {
        "manifests and Terraform configurations for misconfigurations"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "trivy", first: &[], version: &["--version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        scanned(stage)
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        Judgement::each(&targets(&scanned(bench.stage)), |target| judge(bench, target))
    }
}

/// The folders of the targets: it looks at all environments of one in one run, each manifest and each root of Terraform for itself.
fn targets<'c>(paths: &[&'c str]) -> Vec<&'c str> {
    let mut targets: Vec<&str> = paths.iter().filter_map(|path| path.split('/').next()).collect();
    targets.dedup();
    targets
}

/// The checks are in the program: `--skip-check-update` keeps it from fetching newer ones.
fn judge(bench: &Bench<'_, '_>, folder: &str) -> Result<Vec<Finding>, Trouble> {
    let said = bench.run(folder, Call::new(["config", "--skip-check-update", "--quiet", "--format", "json", "."]))?;
    if said.code != Some(0) {
        return Err(said.unread());
    }
    let answer: Value = serde_json::from_str(&said.out).map_err(|_| said.unread())?;
    if answer.get("SchemaVersion").is_none() {
        return Err(said.unread());
    }
    let list = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let results = list(&answer, "Results").into_iter();
    let found = results.flat_map(|result| {
        let target = result.get("Target").and_then(Value::as_str).unwrap_or_default().to_owned();
        list(&result, "Misconfigurations").into_iter().map(move |found| (target.clone(), found))
    });
    found
        .map(|(target, found)| finding(bench.stage, folder, &target, &found))
        .collect::<Option<_>>()
        .ok_or_else(|| said.unread())
}

/// What it rates HIGH or CRITICAL is an error; the rest is advice.
fn finding(stage: &Stage<'_>, folder: &str, target: &str, found: &Value) -> Option<Finding> {
    let text = |key: &str| found.get(key).and_then(Value::as_str);
    let line = found.pointer("/CauseMetadata/StartLine").and_then(Value::as_u64).filter(|line| *line > 0);
    let last = found.pointer("/CauseMetadata/EndLine").and_then(Value::as_u64);
    let message = text("Message").or(text("Title"))?;
    let number = |line: Option<u64>| line.and_then(|line| usize::try_from(line).ok());
    let place = match (number(line), number(last), key(message)) {
        (Some(from), Some(to), Some(key)) => Place::Key { from, to, key: key.to_owned() },
        (Some(from), ..) => Place::Line(from),
        (None, ..) => Place::Whole,
    };
    let document = stage.named(folder, target).map_or_else(|| format!("{folder}/{target}"), str::to_owned);
    let finding = match text("Severity") {
        Some("HIGH" | "CRITICAL") => Finding::refused(document, place, message),
        _ => Finding::advised(document, place, message),
    };
    Some(finding.by_rule(text("ID")?).titled(text("Title")?))
}

/// The key that a message names by its path between quotes, `'spec.template.spec.hostNetwork'`: the lines are those of the object that holds it.
fn key(message: &str) -> Option<&str> {
    quoted(message).find_map(|path| path.rsplit_once('.')).map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn the_key_is_the_last_step_of_the_path_that_is_quoted() {
        let said = "Deployment 'web' should not set 'spec.template.spec.hostNetwork' to true";
        assert_eq!(key(said), Some("hostNetwork"));
        assert_eq!(key("Container 'web' of Deployment 'web' runs"), None);
    }
}
