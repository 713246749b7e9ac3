//! kubernetes-validate: Kubernetes' own schemas, of the version of the environment's cluster.

use super::{Bench, Judgement, Tool, folders, quoted, split};
use crate::finding::{Finding, Place, steps};
use crate::process::{Call, Said, Trouble};
use crate::program::Way;
use crate::stage::Stage;
use infrac_plan::kinds::Runtime;
use rayon::prelude::*;

pub(crate) struct KubernetesValidate;

impl Tool for KubernetesValidate {
    fn name(&self) -> &'static str {
        "kubernetes-validate"
    }

    fn judges(&self) -> &'static str {
        "manifests against Kubernetes' schemas"
    }

    fn ways(&self) -> &'static [Way] {
        &[Way { name: "kubernetes-validate", first: &[], version: &["--version"] }]
    }

    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str> {
        stage.paths(|path| {
            path.starts_with("kubernetes/") && path.ends_with(".yaml") && !path.ends_with("/kustomization.yaml")
        })
    }

    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement {
        let documents = self.documents(bench.stage);
        let mut versions: Vec<(Option<String>, Vec<&str>)> = Vec::new();
        for folder in folders(&documents) {
            let version = cluster_version(bench.stage, environment_of(folder));
            match versions.iter_mut().find(|(known, _)| *known == version) {
                Some((_, folders)) => folders.push(folder),
                None => versions.push((version, vec![folder])),
            }
        }
        let runs =
            versions.into_iter().map(|(version, folders)| of_version(bench, version.as_deref(), &folders, &documents));
        Judgement::of(runs.flatten())
    }
}

/// All environments with clusters of one version. It takes seconds to start, and says the same of any number of files: they are given to it together,
/// and one environment after the other only where it finds something, so that each finding has its environment.
fn of_version(
    bench: &Bench<'_, '_>,
    version: Option<&str>,
    folders: &[&str],
    documents: &[&str],
) -> Vec<Result<Vec<Finding>, Trouble>> {
    let Some(version) = version else {
        let unknown = |folder: &&str| {
            let environment = environment_of(folder);
            Err(Trouble::Unable(format!("no cluster version is known for the environment {environment}")))
        };
        return folders.iter().map(unknown).collect();
    };
    let all: Vec<&str> = folders.iter().flat_map(|folder| below(documents, folder)).collect();
    if folders.len() > 1 && matches!(judge(bench, "", version, &all), Ok(findings) if findings.is_empty()) {
        return Vec::new();
    }
    let each = |folder: &&str| {
        let files: Vec<&str> = below(documents, folder).map(|path| split(path).1).collect();
        judge(bench, folder, version, &files)
    };
    folders.par_iter().map(each).collect()
}

/// The documents right below a folder.
fn below<'d>(documents: &'d [&str], folder: &'d str) -> impl Iterator<Item = &'d str> {
    documents.iter().copied().filter(move |path| split(path).0 == folder)
}

fn environment_of(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

fn judge(bench: &Bench<'_, '_>, folder: &str, version: &str, files: &[&str]) -> Result<Vec<Finding>, Trouble> {
    let mut arguments = vec!["--kubernetes-version", version, "--strict", "--quiet", "--no-warn"];
    arguments.extend(files);
    let said = bench.run(folder, Call::new(arguments))?;
    read(bench.stage, folder, &said)
}

/// `1.33` of the environment's runtime.
pub(crate) fn cluster_version(stage: &Stage<'_>, environment: &str) -> Option<String> {
    let plan = stage.compiled.plans.iter().find(|plan| plan.environment_name() == environment)?;
    match &plan.blocks().environments.first()?.value.runtime.value {
        Runtime::Kubernetes { version, .. } => Some(version.value.to_string()),
        Runtime::Compose => None,
    }
}

fn read(stage: &Stage<'_>, folder: &str, said: &Said) -> Result<Vec<Finding>, Trouble> {
    if let Some(unable) = said.out.lines().find_map(|line| line.strip_prefix("FATAL ")) {
        return Err(Trouble::Unable(unable.to_owned()));
    }
    // Messages may have several lines; each begins with its level.
    let mut messages: Vec<String> = Vec::new();
    for line in said.out.lines() {
        match (line.strip_prefix("ERROR "), messages.last_mut()) {
            (Some(message), _) => messages.push(message.to_owned()),
            (None, Some(message)) if !line.is_empty() => message.push_str(&format!(" {}", line.trim())),
            (None, _) => {}
        }
    }
    let unreadable = said.err.lines().find(|line| line.starts_with("Couldn't parse YAML from file "));
    let findings: Vec<Finding> = messages.iter().filter_map(|message| finding(stage, folder, message)).collect();
    match (said.code, unreadable) {
        (Some(0), None) => Ok(Vec::new()),
        (Some(1), Some(message)) => {
            let name = message.rsplit("file ").next().and_then(|rest| rest.split(':').next()).unwrap_or("");
            let document = stage.named(folder, name).ok_or_else(|| said.unread())?;
            let line = said.err.rsplit("line ").next().and_then(|rest| rest.split(',').next()?.parse().ok());
            Ok(vec![Finding::refused(document, line.map_or(Place::Whole, Place::Line), message.to_owned())])
        }
        (Some(1..=3), None) if !findings.is_empty() && findings.len() == messages.len() => Ok(findings),
        _ => Err(said.unread()),
    }
}

/// `FILE did not validate for resource KIND/NAME against version V: PATH: MESSAGE`.
fn finding(stage: &Stage<'_>, folder: &str, message: &str) -> Option<Finding> {
    let Some((file, rest)) = message.split_once(" did not validate for resource ") else {
        let (file, why) = message.split_once(" could not be validated: ")?;
        return Some(Finding::refused(stage.named(folder, file)?, Place::Whole, why));
    };
    let (resource, rest) = rest.split_once(" against version ")?;
    let (kind, name) = resource.split_once('/')?;
    let (path, why) = rest.split_once(": ")?.1.split_once(": ")?;
    let mut at = steps(path);
    if why.contains("dditional properties") {
        at.extend(quoted(why).next().map(str::to_owned));
    }
    let place = Place::Object { kind: kind.to_owned(), name: name.to_owned(), path: at };
    let why = if path.is_empty() { format!("{resource}: {why}") } else { format!("{resource}: {path}: {why}") };
    Some(Finding::refused(stage.named(folder, file)?, place, why))
}
