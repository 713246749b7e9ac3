//! helm: the chart, with the values of each environment.

use super::{Bench, Judgement, Tool, quoted, split};
use crate::finding::{Finding, Place, steps};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;

pub(crate) struct Helm;

impl Tool for Helm {
    fn name(&self) -> &'static str {
        "helm"
    }

    fn judges(&self) -> &'static str {
        "the chart, with the values of each environment"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "helm", first: &[], version: &["version", "--short"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        stage.paths(|path| path.starts_with("helm/"))
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        let charts = bench.stage.paths(|path| path.starts_with("helm/") && split(path).1 == "Chart.yaml");
        let charts: Vec<&str> = charts.into_iter().map(|path| split(path).0).collect();
        Judgement::of(charts.into_iter().flat_map(|chart| {
            environments(bench.stage, chart).into_iter().map(move |environment| judge(bench, chart, &environment))
        }))
    }
}

/// The environments that a chart has values of.
fn environments(stage: &Stage<'_>, chart: &str) -> Vec<String> {
    let names = stage.paths(|path| split(path).0 == chart).into_iter();
    names.filter_map(|path| Some(split(path).1.strip_prefix("values-")?.strip_suffix(".yaml")?.to_owned())).collect()
}

/// `lint --strict`, then `template`, which also runs what `lint` leaves out. What is known only when deploying is given as text.
fn judge(bench: &Bench<'_, '_>, chart: &str, environment: &str) -> Result<Vec<Finding>, Trouble> {
    let late = bench.stage.scratch().join(format!("{environment}.values.json"));
    let text = late_values(bench.stage, environment).to_string();
    std::fs::write(&late, text).map_err(|error| Trouble::Failed(format!("cannot write `{late}`: {error}")))?;
    let values = format!("values-{environment}.yaml");
    let values = ["--values", values.as_str(), "--values", late.as_str()];
    let lint = bench.run(chart, Call::new(["lint", "--strict", "."].iter().chain(&values).copied()))?;
    let found: Vec<Finding> = lint.out.lines().filter_map(|line| linted(bench.stage, chart, line)).collect();
    match lint.code {
        Some(0) => {}
        Some(1) if !found.is_empty() => return Ok(found),
        _ => return Err(lint.unread()),
    }
    let template = bench.run(chart, Call::new(["template", "release", "."].iter().chain(&values).copied()))?;
    match (template.code, template.err.split_once("Error: ")) {
        (Some(0), _) => Ok(found),
        (Some(1), Some((_, message))) => Ok(vec![finding(bench.stage, chart, message.trim())]),
        _ => Err(template.unread()),
    }
}

/// A value for each parameter, and for each wire out of Terraform.
fn late_values(stage: &Stage<'_>, environment: &str) -> serde_json::Value {
    let plan = stage.compiled.plans.iter().find(|plan| plan.environment_name() == environment);
    let text = |name: &str| (name.to_owned(), serde_json::Value::from("late"));
    let params: serde_json::Map<_, _> =
        plan.into_iter().flat_map(|plan| plan.params()).map(|param| text(&param.name)).collect();
    let wires: serde_json::Map<_, _> =
        plan.into_iter().flat_map(|plan| plan.wires()).map(|wire| text(&wire.name)).collect();
    serde_json::json!({ "params": params, "terraform": wires })
}

/// `[ERROR] templates/web.yaml: unable to parse YAML: …`.
fn linted(stage: &Stage<'_>, chart: &str, line: &str) -> Option<Finding> {
    if let Some(message) = line.strip_prefix("[ERROR] ") {
        return Some(finding(stage, chart, message));
    }
    line.strip_prefix("[WARNING] ").map(|message| finding(stage, chart, message))
}

/// Its words name a line of a template, `(chart/templates/web.yaml:16:3)`, or a file of the chart, or a value.
fn finding(stage: &Stage<'_>, chart: &str, message: &str) -> Finding {
    let (above, name) = split(chart);
    let words = || {
        message
            .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"'))
            .map(|word| word.trim_end_matches(':'))
    };
    for word in words() {
        let mut parts = word.split(':');
        let Some(file) = parts.next().filter(|file| file.starts_with(&format!("{name}/"))) else { continue };
        if let (Some(path), Some(Ok(line))) = (stage.named(above, file), parts.next().map(str::parse)) {
            return Finding::refused(path, Place::Line(line), message);
        }
    }
    let Some(path) = words().find_map(|word| stage.named(chart, word)) else {
        return Finding::refused(format!("{chart}/Chart.yaml"), Place::Whole, message);
    };
    let value = message.split_once(": - ").and_then(|(_, rest)| rest.split(':').next());
    let place = match (value, quoted(message).next()) {
        (Some(value), _) if path.ends_with("values.yaml") => Place::Path(steps(value)),
        (_, Some(word)) => Place::Mention { path: Vec::new(), word: word.to_owned() },
        _ => Place::Whole,
    };
    Finding::refused(path, place, message)
}
