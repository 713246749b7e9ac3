//! One tool a file, and their list.

mod actionlint;
mod amtool;
mod check_jsonschema;
mod checkov;
mod docker_compose;
mod helm;
mod kubectl;
mod kubernetes_validate;
mod promtool;
mod terraform;
mod trivy;
mod zizmor;

use crate::finding::Finding;
use crate::process::{self, Call, Said, Trouble};
use crate::program::{Program, Way};
use crate::stage::Stage;
use rayon::prelude::*;
use std::ffi::OsStr;
use std::time::Duration;

/// All tools, in the order in which they are spoken of.
pub(crate) static TOOLS: &[&dyn Tool] = &[
    &docker_compose::DockerCompose,
    &kubectl::Kubectl,
    &kubernetes_validate::KubernetesValidate,
    &helm::Helm,
    &terraform::Terraform,
    &promtool::Promtool,
    &amtool::Amtool,
    &actionlint::Actionlint,
    &zizmor::Zizmor,
    &check_jsonschema::CheckJsonschema,
    &checkov::Checkov,
    &trivy::Trivy,
];

/// The names of all tools, in the order in which they are spoken of.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    TOOLS.iter().map(|tool| tool.name())
}

/// A tool that judges documents.
pub(crate) trait Tool: Sync {
    /// Its name, as users call it.
    fn name(&self) -> &'static str;

    /// What it judges, in the user's words: "Compose files".
    fn judges(&self) -> &'static str;

    /// How it is started; the first way that works is taken.
    fn ways(&self) -> &'static [Way];

    /// The paths of the documents that it judges; where there are none, it is not asked for.
    fn documents<'c>(&self, stage: &Stage<'c>) -> Vec<&'c str>;

    /// Judges them.
    fn judge(&self, bench: &Bench<'_, '_>) -> Judgement;
}

/// What a tool works with.
pub(crate) struct Bench<'s, 'c> {
    pub(crate) stage: &'s Stage<'c>,
    pub(crate) program: &'s Program,
    pub(crate) timeout: Duration,
    pub(crate) search: &'s OsStr,
}

impl Bench<'_, '_> {
    /// Runs the tool in a folder, relative to the output directory.
    pub(crate) fn run(&self, folder: &str, call: Call) -> Result<Said, Trouble> {
        let call = call.after(self.program.first).with("PATH", self.search);
        process::run(&self.program.path, &self.stage.root().join(folder), &call, self.timeout)
    }
}

/// What a tool says of all its documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judgement {
    /// What it found.
    pub(crate) findings: Vec<Finding>,
    /// What it could not judge, each with the reason.
    pub(crate) troubles: Vec<Trouble>,
}

impl Judgement {
    /// Runs `judge` for each, as many at once as the machine has cores, and joins the outcomes in order.
    pub(crate) fn each<T: Send + Sync>(
        items: &[T],
        judge: impl Fn(&T) -> Result<Vec<Finding>, Trouble> + Send + Sync,
    ) -> Self {
        Self::of(items.par_iter().map(judge).collect::<Vec<_>>())
    }

    /// Joins the outcomes of several runs.
    pub(crate) fn of(runs: impl IntoIterator<Item = Result<Vec<Finding>, Trouble>>) -> Self {
        let mut judgement = Self::default();
        for run in runs {
            match run {
                Ok(findings) => judgement.findings.extend(findings),
                Err(trouble) => judgement.troubles.push(trouble),
            }
        }
        judgement
    }
}

/// The folders that hold these files, each once, in order.
pub(crate) fn folders<'c>(paths: &[&'c str]) -> Vec<&'c str> {
    let mut folders: Vec<&str> = paths.iter().map(|path| split(path).0).collect();
    folders.dedup();
    folders
}

/// A path's folder and its last part.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The words between single or double quotes or backticks.
pub(crate) fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\'', '"', '`']).skip(1).step_by(2)
}
