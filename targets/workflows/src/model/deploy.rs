//! The jobs that bring the project to one environment.

use super::cloud::{self, DEPLOY_ROLE, PLAN_ROLE};
use super::graph::{Act, CloudLogin, Condition, Deployment, Job, Step, Variable, Words};
use super::survey::{Carrier, Env, Survey};
use super::tags;
use super::text::sensitive;
use super::{manifests, rollout};
use infrac_plan::kinds::{Channel, DeployFrom, Receiver, Tls};
use infrac_plan::{Block, OriginId};
use infrac_source::Str;

/// What is wanted of the deployment to one environment.
pub(crate) struct Wish {
    /// Jobs that must not have failed.
    pub(crate) needs: Vec<(Str, OriginId)>,
    pub(crate) env: Vec<Variable>,
    pub(crate) before: Vec<Lines>,
    pub(crate) after: Vec<Lines>,
    pub(crate) smoke: Option<Lines>,
    pub(crate) verify_seconds: i128,
    pub(crate) take_back: bool,
    /// A person may start the pipeline and choose the environment.
    pub(crate) by_hand: bool,
    /// Receivers by name, with the address of each.
    pub(crate) notify: Vec<(Str, Words, OriginId)>,
    pub(crate) minutes: (i64, OriginId),
    pub(crate) origin: OriginId,
}

/// A command and where it stands.
pub(crate) type Lines = (Str, OriginId);

/// The id of the job that deploys to an environment.
pub(crate) fn id(environment: &str) -> Str {
    format!("deploy-{environment}").into()
}

/// The deployment; before it, where Terraform makes something, a job that shows what, for whoever must agree.
pub(crate) fn jobs(survey: &Survey<'_>, environment: &Env<'_>, wish: &Wish) -> Vec<Job> {
    let mut jobs = Vec::new();
    let mut needs = wish.needs.clone();
    if environment.terraform {
        let job = plan_job(survey, environment, wish);
        needs.push((job.id.clone(), wish.origin));
        jobs.push(job);
    }
    jobs.push(deploy_job(survey, environment, wish, needs));
    jobs
}

fn plan_job(survey: &Survey<'_>, environment: &Env<'_>, wish: &Wish) -> Job {
    let origin = environment.block.origin;
    let name = &environment.name;
    let mut job = Job::new(format!("plan-{name}"), format!("Plan {name}"), (20, origin), wish.origin);
    job.needs = wish.needs.clone();
    job.when = condition(environment, wish.by_hand);
    job.steps.push(Step::new("Check out", Act::Checkout { all_history: false }, wish.origin));
    log_in(&mut job, cloud::login(environment, PLAN_ROLE), origin);
    job.steps.extend(rollout::terraform_plan(survey, environment));
    job
}

fn log_in(job: &mut Job, login: CloudLogin, origin: OriginId) {
    if matches!(login, CloudLogin::None) {
        return;
    }
    job.rights.identity = true;
    job.steps.push(Step::new("Log in to the cloud", Act::CloudLogin(login), origin));
}

fn deploy_job(survey: &Survey<'_>, environment: &Env<'_>, wish: &Wish, needs: Vec<(Str, OriginId)>) -> Job {
    let origin = wish.origin;
    let name = &environment.name;
    let mut job = Job::new(id(name), format!("Deploy to {name}"), wish.minutes, origin);
    job.needs = needs;
    job.when = condition(environment, wish.by_hand);
    job.alone = Some(format!("deploy-{name}").into());
    job.environment = Some(Deployment {
        name: name.clone(),
        url: url(environment),
        approvals: environment.approvals,
        origin: environment.deploy_from.origin,
    });
    job.env = wish.env.clone();
    job.steps.push(Step::new("Check out", Act::Checkout { all_history: false }, origin));
    let login = cloud::login(environment, DEPLOY_ROLE);
    log_in(&mut job, login.clone(), environment.block.origin);
    job.steps.extend(wish.before.iter().map(|line| command("Before", line)));
    if environment.terraform {
        job.steps.extend(rollout::terraform_apply(survey, environment));
    }
    let cluster = Act::Cluster { login, name: cloud::cluster_name(environment) };
    job.steps.push(Step::new("Choose the cluster", cluster, environment.block.origin));
    job.steps.extend(match environment.carrier {
        Carrier::Helm => rollout::helm(survey, environment, wish.minutes.0, wish.take_back),
        Carrier::Kustomize => manifests::apply(survey, environment, wish.take_back),
        Carrier::Compose => Vec::new(),
    });
    if let Some((command, at)) = &wish.smoke {
        job.steps.push(rollout::smoke(command.clone(), wish.verify_seconds, &[], *at));
    }
    job.steps.extend(wish.after.iter().map(|line| command("After", line)));
    match environment.carrier {
        // What does not become ready Helm itself takes back.
        Carrier::Helm if wish.take_back && wish.smoke.is_some() => {
            job.steps.push(rollout::take_back(survey, environment, origin));
        }
        Carrier::Kustomize if wish.take_back => {
            job.steps.push(manifests::take_back(environment, wish.smoke.is_some(), origin));
        }
        Carrier::Helm | Carrier::Kustomize | Carrier::Compose => {}
    }
    for (name, url, at) in &wish.notify {
        job.steps.push(rollout::notify(survey, environment, name, url.clone(), *at));
    }
    job
}

fn command(title: &str, (line, origin): &Lines) -> Step {
    Step::run(title, vec![line.clone()], Vec::new(), *origin)
}

/// When an environment is deployed to: on its own occasion, and, where a person may start the pipeline, when it is chosen.
pub(crate) fn condition(environment: &Env<'_>, by_hand: bool) -> Condition {
    let mut any: Vec<Condition> = match &environment.deploy_from.value {
        DeployFrom::Branch { name } => vec![Condition::Branch(name.value.clone())],
        DeployFrom::Tag { pattern } => {
            let globs = tags::globs(&pattern.value).unwrap_or_default();
            let mut any: Vec<Condition> = globs.iter().map(|glob| Condition::Tag(tags::prefix(glob))).collect();
            any.dedup();
            any
        }
        DeployFrom::Manual => Vec::new(),
    };
    if by_hand || any.is_empty() {
        any.push(Condition::Chosen(environment.name.clone()));
    }
    if any.len() == 1 { any.remove(0) } else { Condition::Any(any) }
}

/// Where people find the environment: its first gateway that answers for one host.
fn url(environment: &Env<'_>) -> Option<Str> {
    let gateways = &environment.plan.blocks().gateways;
    let gateway = gateways.iter().find(|gateway| !gateway.value.host.value.starts_with('*'))?;
    let scheme = if gateway.value.tls.value == Tls::None { "http" } else { "https" };
    Some(format!("{scheme}://{}", gateway.value.host.value).into())
}

/// The address of a receiver that a pipeline can speak to.
pub(crate) fn address(
    survey: &Survey<'_>,
    environment: &Env<'_>,
    block: &Block<Receiver>,
) -> Option<(Str, Words, OriginId)> {
    // Severities and silence are for alerts; a failed deployment is told once.
    let Receiver { name: _, to, takes: _, repeat: _ } = &block.value;
    let url = match &to.value {
        Channel::Slack { url, channel: _ } | Channel::Webhook { url } => url,
        Channel::Pagerduty { key: _ } | Channel::Email { address: _ } => return None,
    };
    Some((block.header.label.clone(), sensitive(survey, environment.plan, &url.value), url.origin))
}
