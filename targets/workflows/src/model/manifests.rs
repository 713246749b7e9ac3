//! The commands that bring plain manifests into a cluster, and what ran there before them back.

use super::graph::{Condition, Step};
use super::rollout::{SMOKE, params, terraform_root};
use super::survey::{Env, Survey};
use crate::shell::word;
use infrac_kubernetes::{Application, application};
use infrac_plan::OriginId;
use infrac_source::Str;

/// The id of the step that applies the manifests.
const ROLLOUT: &str = "rollout";

/// What ran before, for [`take_back`]: secrets are not in it.
const BEFORE: &str = "before.json";

/// How long a controller may take until all it runs is new.
const READY: &str = "--timeout 600s";

/// Fills in what is known only now, applies the folder in its order, and waits until everything runs.
pub(crate) fn apply(survey: &Survey<'_>, environment: &Env<'_>, take_back: bool) -> Vec<Step> {
    let Some(application) = application(environment.plan) else { return Vec::new() };
    let Application { parameters, commands, controllers, namespace } = application;
    let origin = environment.block.origin;
    let namespace = word(&namespace);
    let mut lines: Vec<Str> = vec!["set -euo pipefail".into()];
    if take_back {
        let what = "deployments,statefulsets,cronjobs,configmaps";
        lines.push(format!("kubectl get {what} --namespace {namespace} --output json > {BEFORE}").into());
    }
    let params = params(survey, environment, origin);
    let mut filled: Vec<Str> = Vec::new();
    for (at, (variable, source)) in parameters.iter().enumerate() {
        let value = match source.split_once('.') {
            Some(("terraform", output)) => {
                let root = word(&terraform_root(environment));
                lines.push(format!("output_{at}=\"$(terraform -chdir={root} output -raw {})\"", word(output)).into());
                format!("$output_{at}")
            }
            Some(("params", name)) => match params.iter().find(|(param, _)| param == name) {
                Some((_, variable)) => format!("${}", variable.name),
                None => continue,
            },
            _ => continue,
        };
        filled.push(format!("  printf '{variable}=%s\\n' \"{value}\"").into());
    }
    lines.push(format!("cd {}", word(&format!("out/kubernetes/{}", environment.name))).into());
    if !filled.is_empty() {
        lines.push("{".into());
        lines.append(&mut filled);
        lines.push("} > params.env".into());
    }
    lines.extend(commands.into_iter().map(Str::from));
    for controller in &controllers {
        lines.push(format!("kubectl rollout status {} --namespace {namespace} {READY}", word(controller)).into());
    }
    let env = params.into_iter().map(|(_, variable)| variable).collect();
    vec![Step::run(format!("Roll out to {}", environment.name), lines, env, origin).called(ROLLOUT)]
}

/// Brings what ran before back, as it was.
pub(crate) fn take_back(environment: &Env<'_>, with_smoke: bool, origin: OriginId) -> Step {
    let namespace = word(&environment.namespace);
    let gone = ["status", "metadata.managedFields", "metadata.resourceVersion", "metadata.uid", "metadata.generation"];
    let gone: Vec<String> = gone.iter().map(|path| format!(".items[].{path}")).collect();
    let lines = vec![
        "set -euo pipefail".into(),
        format!("if [ \"$(jq '.items | length' {BEFORE})\" -eq 0 ]; then").into(),
        "  echo 'this is the first release: there is none to go back to'".into(),
        "  exit 0".into(),
        "fi".into(),
        format!("jq 'del({})' {BEFORE} | kubectl replace --namespace {namespace} --filename -", gone.join(", ")).into(),
    ];
    let mut failed = vec![Condition::StepFailed(ROLLOUT)];
    if with_smoke {
        failed.push(Condition::StepFailed(SMOKE));
    }
    Step::run("Bring the last release back", lines, Vec::new(), origin).when(Condition::Any(failed))
}
