//! The whole compiler, stage by stage.

use crate::analysis::{Analysis, Plans, analyse_timed, plan};
use crate::carried::Carried;
use crate::damage::Damage;
use crate::files::Files;
use crate::generated::{Finish, Generated};
use crate::load::LoadError;
use crate::making::{Ends, Made, Making};
use crate::stopwatch::Stopwatch;
use crate::world::World;
use infrac_compose::Compose;
use infrac_diagnostics::{Diagnostic, Diagnostics, Severity};
use infrac_helm::Helm;
use infrac_kubernetes::Kubernetes;
use infrac_model::Model;
use infrac_plan::lock::Lock;
use infrac_plan::{OriginId, Origins, Plan};
use infrac_prometheus::Prometheus;
use infrac_source::{Sources, Span, Str};
use infrac_target::{System, Target};
use infrac_terraform::Terraform;
use infrac_tree::Document;
use infrac_workflows::Workflows;
use std::sync::Arc;

/// All back ends, in the order in which `build` speaks of them.
pub static TARGETS: &[&dyn Target] = &[&Compose, &Kubernetes, &Helm, &Terraform, &Prometheus, &Workflows];

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// These environments; empty: all. All are checked in any case.
    pub environments: Vec<String>,
    /// These targets; empty: all.
    pub targets: Vec<String>,
    /// What a target loses is an error.
    pub strict: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Compiled {
    /// All texts, for whoever shows the diagnostics.
    pub sources: Sources,
    /// The checked model.
    pub model: Model,
    /// The names of all environments that can be built, in declaration order.
    pub environments: Vec<Str>,
    /// The plans of the wanted environments, in declaration order.
    pub plans: Vec<Plan>,
    /// What was found by all stages, sorted by place; findings that differ only in their environments are one.
    pub diagnostics: Diagnostics,
    /// The generated documents, sorted by path; none if there is an error, or if texts were wanted.
    pub documents: Vec<Document>,
    /// Their texts where these were wanted, sorted by path; none if there is an error.
    pub texts: Vec<Generated>,
    /// The targets that made them, in the order of [`TARGETS`]; none if there is an error.
    pub carried: Vec<Carried>,
    /// The lock after this build.
    pub lock: Lock,
    origins: Vec<Arc<Origins>>,
}

impl Compiled {
    /// The table that an origin belongs to; that of any environment, whether it was asked for or not.
    pub fn origins(&self, origin: OriginId) -> Option<&Origins> {
        self.origins.iter().map(|origins| &**origins).find(|origins| origins.plan() == origin.plan())
    }
}

/// Source to documents: read, parse, check, plan, lint, limits, lower, patch, assemble. Nothing is written.
pub fn compile(world: &dyn World, request: &Request) -> Result<Compiled, LoadError> {
    run(world, request, Ends::Trees, &mut Stopwatch::off())
}

/// [`compile`], and each document printed and finished as soon as it is made: its tree is gone then, and with it where its lines came from.
/// With the time of each stage.
pub fn compile_to_text(
    world: &dyn World,
    request: &Request,
    finish: &Finish<'_>,
    watch: &mut Stopwatch,
) -> Result<Compiled, LoadError> {
    run(world, request, Ends::Text(finish), watch)
}

fn run(world: &dyn World, request: &Request, ends: Ends<'_>, watch: &mut Stopwatch) -> Result<Compiled, LoadError> {
    // The trees go with the end of the statement: the model holds all that is needed of them.
    let Analysis { sources, model, lock, diagnostics, .. } = analyse_timed(world, watch)?;
    let files = Files { world, sources: &sources };
    let Plans { mut plans, mut lock, mut diagnostics, damage } = plan(&model, &lock, &files, diagnostics, watch);
    let environments = plans.iter().map(|plan| plan.environment_name().clone()).collect();
    let Products { documents, texts, carried } =
        lower(request, &plans, &damage, ends, &mut lock, &mut diagnostics, watch);
    let origins = plans.iter().map(Plan::shared_origins).collect();
    plans.retain(|plan| is_wanted(&request.environments, plan.environment_name()));
    let diagnostics = diagnostics.merged();
    Ok(Compiled { sources, model, environments, plans, diagnostics, documents, texts, carried, lock, origins })
}

/// The targets that a request is for, each with the environments that it carries.
fn jobs<'p>(request: &Request, plans: &'p [Plan]) -> Vec<(&'static dyn Target, &'p Plan)> {
    let wanted = |target: &dyn Target, plan: &Plan| {
        let by_name = !request.targets.is_empty();
        let environment = target.joins() || is_wanted(&request.environments, plan.environment_name());
        environment && target.applies(plan) && (by_name || target.is_default(plan))
    };
    let targets = TARGETS.iter().copied().filter(|target| is_wanted(&request.targets, target.id()));
    targets
        .flat_map(|target| plans.iter().filter(move |plan| wanted(target, plan)).map(move |plan| (target, plan)))
        .collect()
}

/// What the targets made.
#[derive(Default)]
pub(crate) struct Products {
    /// Sorted by path; none where texts are wanted.
    pub(crate) documents: Vec<Document>,
    /// Sorted by path, where they are wanted.
    pub(crate) texts: Vec<Generated>,
    pub(crate) carried: Vec<Carried>,
}

/// Every target in every environment that it applies to; documents only if nothing is wrong.
pub(crate) fn lower(
    request: &Request,
    plans: &[Plan],
    damage: &Damage,
    ends: Ends<'_>,
    lock: &mut Lock,
    diagnostics: &mut Diagnostics,
    watch: &mut Stopwatch,
) -> Products {
    let system = System { plans, lock };
    let making = Making { system: &system, ends, is_wrong: diagnostics.has_errors(), watch };
    let mut made: Vec<Made<'_>> = making.all(jobs(request, plans));
    for one in &made {
        watch.part(one.target.id(), one.took);
        watch.part("print", one.printing);
    }
    // What a target says of a place that is wrong already is an echo of it.
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    let wrong: Vec<Span> =
        diagnostics.0.iter().filter(|found| is_error(found)).filter_map(Diagnostic::primary).collect();
    let mut carried: Vec<Carried> = Vec::new();
    for one in &mut made {
        for (plan, mut found) in std::mem::take(&mut one.found) {
            carry(&mut carried, one.target, plan, &found);
            damage.silence(&mut found);
            found.0.retain(|found| found.primary().is_none_or(|place| !wrong.contains(&place)));
            diagnostics.extend(found);
        }
    }
    // A target that carries the trees of another has no patches of its own.
    let known: Vec<&str> =
        TARGETS.iter().filter(|target| target.patched_as() == target.id()).map(|target| target.id()).collect();
    for plan in plans {
        diagnostics.extend(infrac_target::unknown_targets(plan, &known));
    }
    if request.strict {
        harden(diagnostics);
    }
    if diagnostics.has_errors() {
        return Products::default();
    }
    for one in &mut made {
        let found = std::mem::take(&mut one.assembly.diagnostics);
        if let Some(carried) = carried.iter_mut().find(|carried| carried.target == one.target.id()) {
            carried.note(&found);
        }
        diagnostics.extend(std::mem::take(&mut one.patched));
        diagnostics.extend(found);
    }
    if diagnostics.has_errors() {
        return Products::default();
    }
    let (mut documents, mut texts) = (Vec::new(), Vec::new());
    let mut kept = Vec::new();
    for one in made {
        documents.extend(one.assembly.documents);
        texts.extend(one.texts);
        kept.extend(one.assembly.kept);
    }
    for name in kept {
        lock.keep(&name.identity, name.key, name.name);
    }
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    watch.lap("targets: lower to text");
    Products { documents, texts, carried }
}

/// Notes that a target carries an environment, and what it loses of it.
fn carry(carried: &mut Vec<Carried>, target: &dyn Target, plan: &Plan, found: &Diagnostics) {
    if carried.last().is_none_or(|last| last.target != target.id()) {
        carried.push(Carried::new(target.id()));
    }
    if let Some(last) = carried.last_mut() {
        last.environments.push(plan.environment_name().clone());
        last.note(found);
    }
}

fn is_wanted(wanted: &[String], name: &str) -> bool {
    wanted.is_empty() || wanted.iter().any(|one| one == name)
}

/// In strict mode what a target loses (W07) is an error.
fn harden(diagnostics: &mut Diagnostics) {
    for found in diagnostics.0.iter_mut().filter(|found| found.code.as_str().starts_with("W07")) {
        found.severity = Severity::Error;
    }
}
