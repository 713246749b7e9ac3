//! checkov: policies for manifests and Terraform.

use super::{Bench, Judgement, Tool, folders};
use crate::finding::{Finding, Place};
use crate::process::{Call, Trouble};
use crate::program::Way;
use crate::stage::Stage;
use serde_json::Value;

pub(crate) struct Checkov;

impl Tool for Checkov {
    fn name(&self) -> &'static str {
        "checkov"
    }

    fn judges(&self) -> &'static str {
        "manifests and Terraform configurations against security policies"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "checkov", first: &[], version: &["--version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        scanned(stage)
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        // Several folders in one run would save seconds each, but it then mixes up their graphs of objects.
        Judgement::each(&folders(&scanned(bench.stage)), |folder| judge(bench, folder))
    }
}

/// What scanners look at: manifests and Terraform configurations.
pub(crate) fn scanned<'c>(stage: &Stage<'c>) -> Vec<&'c str> {
    stage.paths(|path| {
        let manifest =
            path.starts_with("kubernetes/") && path.ends_with(".yaml") && !path.ends_with("/kustomization.yaml");
        manifest || (path.starts_with("terraform/") && path.ends_with(".tf"))
    })
}

/// The policies are in the program: `--skip-download` keeps it from asking its vendor for more.
fn judge(bench: &Bench<'_, '_>, folder: &str) -> Result<Vec<Finding>, Trouble> {
    let framework = if folder.starts_with("terraform/") { "terraform" } else { "kubernetes" };
    let arguments =
        ["--directory", ".", "--framework", framework, "--skip-download", "--compact", "--quiet", "--output", "json"];
    let said = bench.run(folder, Call::new(arguments))?;
    if !matches!(said.code, Some(0 | 1)) {
        return Err(said.unread());
    }
    let answer: Value = serde_json::from_str(&said.out).map_err(|_| said.unread())?;
    let unparsed = answer.pointer("/summary/parsing_errors").and_then(Value::as_u64).unwrap_or(0);
    if unparsed > 0 {
        return Err(Trouble::Failed(format!("it could not parse {unparsed} files in {folder}")));
    }
    let failed = answer.pointer("/results/failed_checks").and_then(Value::as_array);
    let findings: Option<Vec<Finding>> =
        failed.into_iter().flatten().map(|check| finding(bench.stage, folder, check)).collect();
    match findings {
        Some(findings) if findings.is_empty() == (said.code == Some(0)) => Ok(findings),
        _ => Err(said.unread()),
    }
}

fn finding(stage: &Stage<'_>, folder: &str, check: &Value) -> Option<Finding> {
    let text = |key: &str| check.get(key).and_then(Value::as_str);
    let file = text("file_path")?.trim_start_matches('/');
    let resource = text("resource").unwrap_or_default();
    let name = resource.rsplit('.').next().unwrap_or_default();
    let title = text("check_name")?;
    let message = format!("{name}: {title}");
    let document = stage.named(folder, file).map_or_else(|| folder.to_owned(), str::to_owned);
    Some(Finding::advised(document, place(resource, check), message).by_rule(text("check_id")?).titled(title))
}

/// For an object, `Kind.namespace.name`, the key that was looked at; else the first line.
fn place(resource: &str, check: &Value) -> Place {
    let key = check.pointer("/check_result/evaluated_keys/0").and_then(Value::as_str).unwrap_or_default();
    let mut parts = resource.splitn(3, '.');
    if let (Some(kind), Some(_), Some(name)) = (parts.next(), parts.next(), parts.next())
        && kind.starts_with(|c: char| c.is_ascii_uppercase())
    {
        let path = key.split('/').map(|step| step.trim_matches(['[', ']']).to_owned()).filter(|step| !step.is_empty());
        return Place::Object { kind: kind.to_owned(), name: name.to_owned(), path: path.collect() };
    }
    let line = check.pointer("/file_line_range/0").and_then(Value::as_u64).and_then(|line| usize::try_from(line).ok());
    line.map_or(Place::Whole, Place::Line)
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::finding::Place;
    use serde_json::json;

    #[test]
    fn an_object_is_found_by_its_name_and_the_key_that_was_looked_at() {
        let check = json!({ "check_result": { "evaluated_keys": ["spec/template/spec/containers/[0]/image"] }, "file_line_range": [13, 134] });
        let path = ["spec", "template", "spec", "containers", "0", "image"].map(str::to_owned).to_vec();
        let wanted = Place::Object { kind: "Deployment".to_owned(), name: "schedule".to_owned(), path };
        assert_eq!(place("Deployment.jatra-staging.schedule", &check), wanted);
        assert_eq!(place("aws_db_instance.db", &check), Place::Line(13));
    }
}
