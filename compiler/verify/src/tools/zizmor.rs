//! zizmor: the security of GitHub Actions workflows.

use super::actionlint::workflows;
use super::{Bench, Judgement, Tool};
use crate::finding::{Finding, Place};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;
use serde_json::Value;

pub(crate) struct Zizmor;

impl Tool for Zizmor {
    fn name(&self) -> &'static str {
        "zizmor"
    }

    fn judges(&self) -> &'static str {
        "the security of GitHub Actions workflows"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "zizmor", first: &[], version: &["--version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        workflows(stage)
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        Judgement::of([judge(bench, &workflows(bench.stage))])
    }
}

/// Its exit codes 10 to 14 tell the highest severity that it found; below are its own failures.
fn judge(bench: &Bench<'_, '_>, files: &[&str]) -> Result<Vec<Finding>, Trouble> {
    let arguments = ["--offline", "--no-progress", "--no-config", "--format", "json"];
    let said = bench.run("", Call::new(arguments.iter().chain(files).copied()))?;
    if !matches!(said.code, Some(0 | 10..=14)) {
        return Err(said.unread());
    }
    let found: Vec<Value> = serde_json::from_str(&said.out).map_err(|_| said.unread())?;
    let findings = found.iter().filter(|one| one.get("ignored").and_then(Value::as_bool) != Some(true));
    findings.map(|one| finding(bench.stage, one)).collect::<Option<_>>().ok_or_else(|| said.unread())
}

fn finding(stage: &Stage<'_>, found: &Value) -> Option<Finding> {
    let text = |pointer: &str| found.pointer(pointer).and_then(Value::as_str);
    let locations = found.get("locations")?.as_array()?;
    let kind = |location: &&Value| location.pointer("/symbolic/kind").and_then(Value::as_str) == Some("Primary");
    let location = locations.iter().find(kind).or(locations.first())?;
    let file = location.pointer("/symbolic/key/Local/verbatim_path")?.as_str()?;
    let row = location.pointer("/concrete/location/start_point/row")?.as_u64()?;
    let place = Place::Line(usize::try_from(row).ok()? + 1);
    let annotation = location.pointer("/symbolic/annotation").and_then(Value::as_str).unwrap_or("");
    let title = text("/desc")?;
    let message = format!("{title}: {annotation}");
    let document = stage.named("", file)?;
    let finding = match text("/determinations/severity") {
        Some("High") => Finding::refused(document, place, message),
        _ => Finding::advised(document, place, message),
    };
    Some(finding.by_rule(text("/ident")?).titled(title))
}
