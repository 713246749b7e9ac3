//! helm: the chart, with the values of each environment.

use super::{Bench, Judgement, Tool, quoted, split};
use crate::finding::{Finding, Place, steps};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;
use serde_json::{Map, Value};

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
        let of_chart =
            |chart| environments(bench.stage, chart).into_iter().map(move |environment| (chart, environment));
        let releases: Vec<(&str, String)> = charts.into_iter().flat_map(of_chart).collect();
        Judgement::each(&releases, |(chart, environment)| judge(bench, chart, environment))
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
    let text = late_values(bench.stage, chart).to_string();
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

/// The sections of the values that are filled in when deploying: what people give, and what Terraform knows.
const LATE: [&str; 2] = ["params", "terraform"];

/// A value for each that is known only when deploying and that the chart reads: its schema lists them, and refuses others.
fn late_values(stage: &Stage<'_>, chart: &str) -> Value {
    let schema = stage.get(&format!("{chart}/values.schema.json"));
    let schema = schema.and_then(|schema| serde_json::from_str::<Value>(&schema.printed.text).ok()).unwrap_or_default();
    let section = |name: &str| {
        let listed = schema.pointer(&format!("/properties/{name}/properties"))?.as_object()?;
        let values: Map<String, Value> =
            listed.iter().filter_map(|(key, schema)| Some((key.clone(), stand_in(schema)?))).collect();
        Some((name.to_owned(), Value::Object(values)))
    };
    Value::Object(LATE.into_iter().filter_map(section).collect())
}

/// A value of the first type that a schema allows.
fn stand_in(schema: &Value) -> Option<Value> {
    let ty = schema.get("type")?;
    let ty = ty.as_str().or_else(|| ty.as_array()?.first()?.as_str())?;
    match ty {
        "string" => Some(Value::from("late")),
        "integer" | "number" => Some(Value::from(1)),
        "boolean" => Some(Value::from(true)),
        _ => None,
    }
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
