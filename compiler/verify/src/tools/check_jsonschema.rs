//! check-jsonschema: the published JSON schemas of Compose files and workflows.

use super::{Bench, Judgement, Tool};
use crate::finding::{Finding, Place, steps};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;
use serde_json::Value;

pub(crate) struct CheckJsonschema;

/// The schema that a document must fit, by check-jsonschema's names.
fn schema(path: &str) -> Option<&'static str> {
    if path.starts_with("compose/") && path.ends_with("/compose.yaml") {
        Some("vendor.compose-spec")
    } else if path.starts_with("workflows/github/") && path.ends_with(".yml") {
        Some("vendor.github-workflows")
    } else {
        None
    }
}

impl Tool for CheckJsonschema {
    fn name(&self) -> &'static str {
        "check-jsonschema"
    }

    fn judges(&self) -> &'static str {
        "Compose files and workflows against their published schemas"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "check-jsonschema", first: &[], version: &["--version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        stage.paths(|path| schema(path).is_some())
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        let documents = self.documents(bench.stage);
        let mut schemas: Vec<&str> = documents.iter().filter_map(|path| schema(path)).collect();
        schemas.sort_unstable();
        schemas.dedup();
        Judgement::of(schemas.into_iter().map(|wanted| {
            let files: Vec<&str> = documents.iter().copied().filter(|path| schema(path) == Some(wanted)).collect();
            judge(bench, wanted, &files)
        }))
    }
}

fn judge(bench: &Bench<'_, '_>, schema: &str, files: &[&str]) -> Result<Vec<Finding>, Trouble> {
    let mut arguments = vec!["--output-format", "json", "--builtin-schema", schema];
    arguments.extend(files);
    let said = bench.run("", Call::new(arguments))?;
    let answer: Value = match said.code {
        Some(0 | 1) => serde_json::from_str(&said.out).map_err(|_| said.unread())?,
        _ => return Err(said.unread()),
    };
    let list = |key: &str| answer.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let findings: Option<Vec<Finding>> = list("errors").iter().chain(&list("parse_errors")).map(finding).collect();
    match findings {
        Some(findings) if findings.is_empty() == (said.code == Some(0)) => Ok(without_echoes(findings)),
        _ => Err(said.unread()),
    }
}

/// "Unevaluated properties" of an object is what remains when something in it is wrong: an echo, if that is reported too.
fn without_echoes(findings: Vec<Finding>) -> Vec<Finding> {
    let below = |outer: &Finding, inner: &Finding| match (&outer.place, &inner.place) {
        (Place::Path(outer), Place::Path(inner)) => inner.len() > outer.len() && inner.starts_with(outer),
        _ => false,
    };
    let is_echo = |finding: &Finding| {
        finding.message.contains("Unevaluated properties")
            && findings.iter().any(|other| other.document == finding.document && below(finding, other))
    };
    findings.iter().filter(|finding| !is_echo(finding)).cloned().collect()
}

fn finding(error: &Value) -> Option<Finding> {
    let text = |key: &str| error.get(key).and_then(Value::as_str);
    let (document, message) = (text("filename")?, text("message")?);
    Some(match text("path") {
        Some(path) => Finding::refused(
            document,
            Place::Path(steps(path)),
            format!("{}: {message}", path.trim_start_matches("$.")),
        ),
        None => Finding::refused(document, Place::Whole, message),
    })
}
