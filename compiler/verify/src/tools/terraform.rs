//! terraform: layout, and the configuration of each root against the providers' own schemas.

use super::{Bench, Judgement, Tool, folders, split};
use crate::finding::{Finding, Place};
use crate::process::{Call, Said, Trouble};
use crate::program::Way;
use crate::stage::Stage;
use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use serde_json::Value;

pub(crate) struct Terraform;

impl Tool for Terraform {
    fn name(&self) -> &'static str {
        "terraform"
    }

    fn judges(&self) -> &'static str {
        "Terraform configurations against the providers' schemas"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "terraform", first: &[], version: &["version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        stage.paths(|path| path.starts_with("terraform/") && path.ends_with(".tf"))
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        let roots = folders(&self.documents(bench.stage));
        let layouts: Vec<_> = roots.par_iter().map(|root| layout(bench, root)).collect();
        let prepared = initialised(bench, &roots);
        let valid: Vec<_> = prepared.par_iter().map(|prepared| validate(bench, prepared)).collect();
        Judgement::of(layouts.into_iter().chain(valid))
    }
}

/// A root that `init` has run for, or one that requires the same.
struct Prepared<'r> {
    root: &'r str,
    /// The folder of its providers.
    data: Utf8PathBuf,
    /// What `init` said.
    init: Result<Said, Trouble>,
}

/// How often `init` is tried for roots that require the same. A fault of one root may keep it from ending well; the second time it is not the root.
const TRIES: usize = 2;

/// `init` fetches the providers, which takes longest of all and which a machine without a network cannot. Roots whose `versions.tf` are equal require the
/// same providers: they share the first one's. One after the other, since a cache of providers, where somebody has set one up, does not bear two writers
/// (Terraform documentation, "CLI Configuration", "Provider Plugin Cache").
fn initialised<'r>(bench: &Bench<'_, '_>, roots: &[&'r str]) -> Vec<Prepared<'r>> {
    let required =
        |root: &str| bench.stage.get(&format!("{root}/versions.tf")).map(|staged| staged.printed.text.as_str());
    let mut prepared: Vec<Prepared<'r>> = Vec::with_capacity(roots.len());
    for root in roots {
        let same =
            || prepared.iter().filter(|other| required(root).is_some() && required(other.root) == required(root));
        let good = same().find(|other| matches!(&other.init, Ok(said) if said.code == Some(0)));
        let shared = good.or_else(|| same().nth(TRIES - 1));
        let (data, init) = match shared {
            Some(other) => {
                // Without it `validate` would not know which versions of the providers were chosen.
                let lock = |root: &str| bench.stage.root().join(root).join(".terraform.lock.hcl");
                let _ = std::fs::copy(lock(other.root), lock(root));
                (other.data.clone(), other.init.clone())
            }
            None => {
                let data = bench.stage.scratch().join(root.replace('/', "-"));
                let arguments = ["init", "-backend=false", "-input=false", "-no-color"];
                let init = bench.run(root, call(&data, &arguments));
                (data, init)
            }
        };
        prepared.push(Prepared { root, data, init });
    }
    prepared
}

/// A call that leaves nothing beside the documents and asks nobody.
fn call(data: &Utf8Path, arguments: &[&str]) -> Call {
    Call::new(arguments.iter().copied())
        .with("TF_DATA_DIR", data.as_str())
        .with("TF_IN_AUTOMATION", "1")
        .with("CHECKPOINT_DISABLE", "1")
}

/// `fmt -check` names the files that it would lay out otherwise; what it cannot parse, `validate` tells better.
fn layout(bench: &Bench<'_, '_>, root: &str) -> Result<Vec<Finding>, Trouble> {
    let said = bench.run(root, call(bench.stage.scratch(), &["fmt", "-check", "-list=true", "-no-color"]))?;
    match said.code {
        Some(0 | 2) => Ok(Vec::new()),
        Some(3) => {
            let named = said.out.lines().filter_map(|file| bench.stage.named(root, file.trim()));
            Ok(named
                .map(|path| Finding::advised(path, Place::Whole, "not laid out as `terraform fmt` does it"))
                .collect())
        }
        _ => Err(said.unread()),
    }
}

/// `validate` against the schemas of the providers that `init` fetched.
fn validate(bench: &Bench<'_, '_>, prepared: &Prepared<'_>) -> Result<Vec<Finding>, Trouble> {
    let Prepared { root, data, init } = prepared;
    let init = init.as_ref().map_err(Clone::clone)?;
    let said = bench.run(root, call(data, &["validate", "-json", "-no-color"]))?;
    let answer: Value = serde_json::from_str(&said.out).map_err(|_| said.unread())?;
    let found = answer.get("diagnostics").and_then(Value::as_array).ok_or_else(|| said.unread())?;
    let findings: Vec<Finding> = found.iter().filter_map(|one| finding(bench.stage, root, one)).collect();
    let valid = answer.get("valid").and_then(Value::as_bool).ok_or_else(|| said.unread())?;
    if init.code == Some(0) || (!findings.is_empty() && found.iter().all(|one| one.get("range").is_some())) {
        return if valid || !findings.is_empty() { Ok(findings) } else { Err(said.unread()) };
    }
    Err(uninitialised(root, init))
}

/// Why `init` failed: its first paragraph, which is the headline of its first error.
fn uninitialised(root: &str, init: &Said) -> Trouble {
    let headline = init.err.split_once("Error: ").map(|(_, text)| text.lines().next().unwrap_or_default().trim());
    match headline {
        Some(headline) => {
            let reason = init.err.split_once("Error: ").map_or("", |(_, text)| text.trim());
            Trouble::Unable(format!("`terraform init` fails in {root}: {headline}\n{reason}"))
        }
        None => init.unread(),
    }
}

/// What is said of no line may name blocks by their addresses, as a cycle does: `Cycle: aws_sqs_queue.a, aws_sqs_queue.b`. The first that is there.
fn block<'s>(stage: &'s Stage<'_>, root: &str, message: &str) -> Option<(&'s str, Place)> {
    let files = stage.paths(|path| split(path).0 == root);
    let words = message.split(|c: char| c.is_whitespace() || c == ',');
    words.filter_map(|word| word.strip_prefix("data.").unwrap_or(word).split_once('.')).find_map(|(kind, name)| {
        let head = format!(" \"{kind}\" \"{name}\" {{");
        files.iter().find_map(|path| {
            let line = stage.get(path)?.printed.text.lines().position(|line| line.ends_with(&head))?;
            Some((*path, Place::Line(line + 1)))
        })
    })
}

fn finding(stage: &Stage<'_>, root: &str, found: &Value) -> Option<Finding> {
    let text = |key: &str| found.get(key).and_then(Value::as_str).unwrap_or_default();
    let message = match (text("summary"), text("detail")) {
        (summary, "") => summary.to_owned(),
        (summary, detail) => format!("{summary}: {detail}"),
    };
    let line = found.pointer("/range/start/line").and_then(Value::as_u64).and_then(|line| usize::try_from(line).ok());
    let file = found.pointer("/range/filename").and_then(Value::as_str).and_then(|file| stage.named(root, file));
    let (document, place) = match (file, line) {
        (Some(file), Some(line)) => (file, Place::Line(line)),
        (Some(file), None) => (file, Place::Whole),
        (None, _) => block(stage, root, &message).unwrap_or((root, Place::Whole)),
    };
    Some(match text("severity") {
        "error" => Finding::refused(document, place, message),
        "warning" => Finding::advised(document, place, message),
        _ => return None,
    })
}
