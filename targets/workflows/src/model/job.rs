//! The project's own jobs.

use super::graph::{Act, Ci, Condition, Container, Job, Step, Tool, Variable, Words};
use super::images::joined;
use super::pipeline::{Scope, minutes};
use super::survey::Survey;
use super::text;
use infrac_plan::kinds::{self, History, Occasion, Sidecar};
use infrac_plan::{At, Block, Plan};
use infrac_source::Str;

/// A job as it is written.
pub(crate) fn job(survey: &Survey<'_>, plan: &Plan, scope: &Scope<'_>, block: &Block<kinds::Job>) -> Job {
    let kinds::Job { name: _, needs, when, tools, history, run, env, beside, cache, keep, takes, may_fail, timeout } =
        &block.value;
    let origin = block.header.origin;
    let mut job = Job::new(scope.id(&block.header), block.header.label.clone(), minutes(timeout), origin);
    job.remark = block.header.doc.clone();
    job.needs = needs.value.iter().filter_map(|need| Some((scope.id_of(need.value)?, need.origin))).collect();
    job.when = occasions(&when.value);
    job.may_fail = may_fail.value;
    job.env = text::variables(survey, plan, &env.value);
    job.env.extend(of_git(&run.value, &job.env, origin));
    job.beside = beside.value.iter().map(|(name, sidecar)| container(survey, plan, name, sidecar)).collect();
    let whole = history.value == History::All;
    job.steps.push(Step::new("Check out", Act::Checkout { all_history: whole }, origin));
    for (name, version) in in_order(&tools.value) {
        let Some(tool) = tool(name) else { continue };
        let act = Act::Tool { tool, version: Words::lit(version.value.clone()) };
        job.steps.push(Step::new(format!("Install {name}"), act, version.origin));
    }
    for (until, folder) in &cache.value {
        let act = Act::Cache { folder: folder.value.clone(), until: joined(&survey.folder, until) };
        // What becomes a release is made without what an earlier run left.
        let step = Step::new(format!("Restore {}", folder.value), act, folder.origin);
        job.steps.push(step.when(Condition::NotTag));
    }
    for name in &takes.value {
        let Some((path, from)) = scope.kept(&name.value) else { continue };
        if !job.needs.iter().any(|(need, _)| *need == from) {
            job.needs.push((from, name.origin));
        }
        let act = Act::Take { name: name.value.clone(), path: folder_of(&joined(&survey.folder, &path)) };
        job.steps.push(Step::new(format!("Bring {}", name.value), act, name.origin));
    }
    let lines = run.value.iter().map(|line| line.value.clone()).collect();
    job.steps.push(Step::run("Run", lines, Vec::new(), run.origin));
    for (name, path) in &keep.value {
        let act = Act::Keep { name: name.clone(), path: joined(&survey.folder, &path.value) };
        job.steps.push(Step::new(format!("Keep {name}"), act, path.origin));
    }
    job
}

/// What was kept from a folder comes back into it, a file into the folder that it lay in.
fn folder_of(path: &str) -> Str {
    let file = path.rsplit('/').next().unwrap_or_default();
    if !file.contains(['.', '*']) || file == "." {
        return path.into();
    }
    path.rsplit_once('/').map_or_else(|| ".".into(), |(folder, _)| folder.into())
}

/// pnpm stands before node, whose cache of packages it is asked for; all others as they are written.
fn in_order<T>(tools: &indexmap::IndexMap<Str, T>) -> impl Iterator<Item = (&Str, &T)> {
    let first = |wanted: bool| tools.iter().filter(move |(name, _)| (name.as_str() == "pnpm") == wanted);
    first(true).chain(first(false))
}

fn tool(name: &str) -> Option<Tool> {
    Some(match name {
        "go" => Tool::Go,
        "helm" => Tool::Helm,
        "java" => Tool::Java,
        "node" => Tool::Node,
        "pnpm" => Tool::Pnpm,
        "python" => Tool::Python,
        "rust" => Tool::Rust,
        "terraform" => Tool::Terraform,
        _ => return None,
    })
}

fn occasions(occasions: &[At<Occasion>]) -> Condition {
    let mut any: Vec<Condition> = occasions
        .iter()
        .map(|occasion| match &occasion.value {
            Occasion::OnRequest => Condition::Request,
            Occasion::OnBranch { name } => Condition::Branch(name.value.clone()),
            Occasion::OnTag => Condition::Tag(Str::default()),
            Occasion::OnSchedule => Condition::Schedule,
            Occasion::ByHand => Condition::Manual,
        })
        .collect();
    match any.len() {
        0 => Condition::Always,
        1 => any.remove(0),
        _ => Condition::Any(any),
    }
}

/// Variables about the commit, where the commands mention them and the project does not set them.
fn of_git(run: &[At<Str>], own: &[Variable], origin: infrac_plan::OriginId) -> Vec<Variable> {
    let known = [("GIT_COMMIT", Ci::Commit), ("GIT_BRANCH", Ci::Branch), ("GIT_TAG", Ci::Tag), ("GIT_BASE", Ci::Base)];
    let mentioned = |name: &str| run.iter().any(|line| line.value.contains(name));
    let is_own = |name: &str| own.iter().any(|variable| variable.name == name);
    known
        .into_iter()
        .filter(|(name, _)| mentioned(name) && !is_own(name))
        .map(|(name, value)| Variable::new(name, Words::ci(value), origin))
        .collect()
}

fn container(survey: &Survey<'_>, plan: &Plan, name: &Str, at: &At<Sidecar>) -> Container {
    let Sidecar { image, ports, env } = &at.value;
    Container {
        name: name.clone(),
        image: image.value.clone(),
        ports: ports.value.iter().map(|port| port.value).collect(),
        env: text::variables(survey, plan, &env.value),
        origin: at.origin,
    }
}
