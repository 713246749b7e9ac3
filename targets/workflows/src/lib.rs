//! CI pipelines: what happens between a push and a running system.
//!
//! In: the plans of all environments. Out: below `workflows/github/` one workflow for each pipeline that the project writes, or one that
//! follows from its environments and images. Two layers, strictly apart: [`model`] makes a graph that knows no host, [`github`] writes it
//! down; another host is another writer of the same graph. Deliberately not here: where the host looks for its files (the driver puts them
//! there), settings of the host that no file can say, and secrets, of which only names exist.

mod check;
mod facts;
mod github;
mod model;
mod outline;
mod overlap;
mod shell;

pub use outline::{Outline, OutlinedJob, outlines};

use infrac_diagnostics::Diagnostics;
use infrac_plan::Plan;
use infrac_source::Str;
use infrac_target::{Assembly, Forest, System, Target};
use infrac_tree::{Body, Document};

/// The target's name.
pub const ID: &str = "workflows";

/// The folder of a repository that GitHub reads workflows from, and no folder below it (GitHub documentation, "Workflow syntax").
const GITHUB_FOLDER: &str = ".github/workflows";

/// Where in the repository GitHub looks for the document of that path, if it is a workflow.
pub fn github_place(path: &str) -> Option<String> {
    let name = path.strip_prefix(ID)?.strip_prefix("/github/")?;
    let is_workflow = name.ends_with(".yml") && !name.contains('/');
    is_workflow.then(|| format!("{GITHUB_FOLDER}/{name}"))
}

/// The back end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Workflows;

impl Target for Workflows {
    fn id(&self) -> &'static str {
        ID
    }

    fn applies(&self, _: &Plan) -> bool {
        true
    }

    fn joins(&self) -> bool {
        true
    }

    fn check(&self, plan: &Plan) -> Diagnostics {
        check::check(plan)
    }

    /// Nothing: a pipeline is made of all environments.
    fn lower(&self, _: &Plan) -> Forest {
        Forest::default()
    }

    fn assemble(&self, system: &System, forests: Vec<(Str, Forest)>) -> Vec<Document> {
        self.assembled(system, forests).documents
    }

    fn assembled(&self, system: &System, _: Vec<(Str, Forest)>) -> Assembly {
        let survey = model::Survey::of(system.plans);
        let environment = system.plans.first().map(|plan| plan.environment_name().clone()).unwrap_or_default();
        let document = |pipeline: &model::graph::Pipeline| Document {
            path: format!("{}/github/{}.yml", self.id(), pipeline.file).into(),
            body: Body::Yaml(vec![github::workflow(pipeline)]),
            environment: environment.clone(),
        };
        let pipelines = model::pipelines(&survey);
        let diagnostics = overlap::check(&survey, &pipelines);
        Assembly { documents: pipelines.iter().map(document).collect(), diagnostics, kept: Vec::new() }
    }
}
