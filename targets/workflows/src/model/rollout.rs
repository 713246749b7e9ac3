//! The commands that bring a release into a cluster, and the one before it back.

use super::graph::{Act, Ci, Condition, Step, Tool, Variable, Words};
use super::images::joined;
use super::reads::{params_of_cluster, params_of_terraform};
use super::survey::{Env, Survey};
use super::text;
use crate::facts::tools;
use crate::shell::word;
use infrac_kubernetes::stores_of_tasks;
use infrac_plan::OriginId;
use infrac_source::Str;
use infrac_target::VariableName;
use std::iter;

/// The id of the step that asks whether the new version answers.
pub(crate) const SMOKE: &str = "smoke";

/// Variables of params, with a prefix of their own so that none hides a variable of the machine. The first word is the param.
pub(crate) fn params(survey: &Survey<'_>, environment: &Env<'_>, origin: OriginId) -> Vec<(Str, Variable)> {
    let variable = |name: Str| {
        let value = Words::ci(text::param(survey, environment.plan, &name));
        let variable = Variable::new(format!("PARAM_{}", VariableName::of(&name).as_str()), value, origin);
        (name, variable)
    };
    params_of_cluster(environment.plan).into_iter().map(variable).collect()
}

/// Where a deployment notes that no release stood before it. Only where the first release is made in two steps: its own history says so
/// otherwise.
const FIRST: &str = "first-release";

/// Installs Helm and rolls the chart out; what fails is taken back where that is wanted.
///
/// Helm runs the hooks of a first installation only once what it installed is ready (Helm documentation, "Chart Hooks": `--wait`), which
/// services that wait for a task never are. So where tasks run before services, the first release is made without its hooks and without
/// waiting; once the stores of the tasks are ready, an upgrade follows like any other: it runs the tasks, and then waits for the services.
pub(crate) fn helm(survey: &Survey<'_>, environment: &Env<'_>, minutes: i64, take_back: bool) -> Vec<Step> {
    let origin = environment.block.origin;
    let params = params(survey, environment, origin);
    let mut lines: Vec<Str> = vec!["set -euo pipefail".into()];
    lines.extend(wired_values(environment));
    // What does not become ready in time has failed; the job must have time left to say so.
    let back = if take_back { "--atomic " } else { "" };
    let ready = format!("  {back}--wait --timeout {}m", (minutes * 2 / 3).max(1));
    let arguments = chart(survey, environment, &params);
    match stores_of_tasks(environment.plan) {
        None => {
            let heads = iter::once("helm upgrade --install").chain(iter::repeat(" "));
            lines.extend(heads.zip(&arguments).map(|(head, argument)| format!("{head} {argument} \\").into()));
            lines.push(ready.into());
        }
        Some(stores) => {
            lines.push("release=(".into());
            lines.extend(arguments.into_iter().map(|argument| format!("  {argument}").into()));
            lines.push(")".into());
            lines.extend(first_release(survey, environment, &stores, (minutes / 6).max(1)));
            lines.push(r#"helm upgrade --install "${release[@]}" \"#.into());
            lines.push(ready.into());
        }
    }
    let env = params.into_iter().map(|(_, variable)| variable).collect();
    let version = Act::Tool { tool: Tool::Helm, version: Words::lit(tools::HELM.text) };
    vec![
        Step::new("Install Helm", version, origin),
        Step::run(format!("Roll out to {}", environment.name), lines, env, origin),
    ]
}

/// Whether the chart reads what Terraform made.
fn is_wired(environment: &Env<'_>) -> bool {
    environment.terraform && !environment.plan.wires().is_empty()
}

/// Writes Terraform's outputs to a values file.
fn wired_values(environment: &Env<'_>) -> Vec<Str> {
    if !is_wired(environment) {
        return Vec::new();
    }
    vec![
        "# What Terraform made and the chart reads; nothing secret takes this way.".into(),
        r#"values="$(mktemp)""#.into(),
        format!("terraform -chdir={} output -json |", word(&terraform_root(environment))).into(),
        r#"  jq '{terraform: (with_entries(select(.value.sensitive | not)) | map_values(.value))}' > "$values""#.into(),
    ]
}

/// What a release is made of, a line each: its name and the chart, where it goes, its values.
fn chart(survey: &Survey<'_>, environment: &Env<'_>, params: &[(Str, Variable)]) -> Vec<String> {
    let chart = format!("out/helm/{}", survey.project);
    let mut lines = vec![
        format!("{} {chart}", survey.project),
        format!("--namespace {} --create-namespace --take-ownership", word(&environment.namespace)),
        format!("--values {}", word(&format!("{chart}/values-{}.yaml", environment.name))),
    ];
    if is_wired(environment) {
        lines.push(r#"--values "$values""#.to_owned());
    }
    let params = params.iter();
    lines.extend(params.map(|(name, variable)| format!("--set-literal \"params.{name}=${}\"", variable.name)));
    lines
}

/// Makes the release where none stands, without its hooks, and waits for what those need. Helm marks the secret that holds a release with
/// its state (helm/helm v3.17.3, `pkg/storage/driver/secrets.go`); asked for by label, none is no failure, and a cluster out of reach is one.
fn first_release(survey: &Survey<'_>, environment: &Env<'_>, stores: &[String], minutes: i64) -> Vec<Str> {
    let (project, namespace) = (&survey.project, word(&environment.namespace));
    let mut lines: Vec<Str> = vec![
        "# Tasks that run before services need their stores, which the first release makes.".into(),
        format!("deployed=\"$(kubectl get secrets --namespace {namespace} \\").into(),
        format!("  --selector owner=helm,name={project},status=deployed --output name)\"").into(),
        r#"if [ -z "$deployed" ]; then"#.into(),
        format!("  touch {FIRST}").into(),
        r#"  helm upgrade --install "${release[@]}" --no-hooks"#.into(),
    ];
    let wait = |store: &String| {
        format!("  kubectl rollout status {} --namespace {namespace} --timeout {minutes}m", word(store)).into()
    };
    lines.extend(stores.iter().map(wait));
    lines.push("fi".into());
    lines
}

/// Brings the release before this one back where the new one is there and does not answer.
pub(crate) fn take_back(survey: &Survey<'_>, environment: &Env<'_>, origin: OriginId) -> Step {
    let (project, namespace) = (&survey.project, word(&environment.namespace));
    let mut lines: Vec<Str> = vec!["set -euo pipefail".into()];
    if stores_of_tasks(environment.plan).is_some() {
        lines.push(format!("if [ ! -e {FIRST} ]; then").into());
    } else {
        let history = format!("helm history {project} --namespace {namespace} --output json");
        lines.push(format!("revisions=\"$({history} | jq length)\"").into());
        lines.push(r#"if [ "$revisions" -gt 1 ]; then"#.into());
    }
    lines.push(format!("  helm rollback {project} --namespace {namespace} --wait --timeout 10m").into());
    lines.push("else".into());
    lines.push("  echo 'this is the first release: there is none to go back to'".into());
    lines.push("fi".into());
    Step::run("Bring the last release back", lines, Vec::new(), origin).when(Condition::StepFailed(SMOKE))
}

/// Asks whether the new version answers: ten times, while routes and caches turn over, then again and again for as long as it must hold.
pub(crate) fn smoke(command: Str, verify_seconds: i128, env: &[Variable], origin: OriginId) -> Step {
    let mut lines: Vec<Str> = vec![
        "set -euo pipefail".into(),
        "tries=1".into(),
        r#"until bash -euo pipefail -c "$SMOKE"; do"#.into(),
        r#"  if [ "$tries" -ge 10 ]; then"#.into(),
        "    echo 'the new version does not answer' >&2".into(),
        "    exit 1".into(),
        "  fi".into(),
        "  tries=$((tries + 1))".into(),
        "  sleep 6".into(),
        "done".into(),
    ];
    if verify_seconds > 0 {
        lines.push(format!("end=$((SECONDS + {verify_seconds}))").into());
        lines.push(r#"while [ "$SECONDS" -lt "$end" ]; do"#.into());
        lines.push("  sleep 10".into());
        lines.push(r#"  bash -euo pipefail -c "$SMOKE""#.into());
        lines.push("done".into());
    }
    let command = Variable::new("SMOKE", Words::lit(command), origin);
    let env = env.iter().cloned().chain([command]).collect();
    Step::run("Does the new version answer?", lines, env, origin).called(SMOKE)
}

/// Where Terraform's files of an environment lie.
pub(crate) fn terraform_root(environment: &Env<'_>) -> String {
    format!("out/terraform/{}", environment.name)
}

/// Terraform's variables.
fn terraform_variables(survey: &Survey<'_>, environment: &Env<'_>) -> Vec<Variable> {
    let plan = environment.plan;
    let read = params_of_terraform(plan);
    let variable = |param: &infrac_plan::Param| {
        let value = Words::ci(text::param(survey, plan, &param.name));
        Variable::new(format!("TF_VAR_{}", param.name), value, param.origin)
    };
    plan.params().iter().filter(|param| read.contains(&param.name)).map(variable).collect()
}

/// Installs Terraform and shows what it would change, against its state: who only plans may not read what is secret, which a look at everything
/// that was made would. The deployment plans again with such a look.
pub(crate) fn terraform_plan(survey: &Survey<'_>, environment: &Env<'_>) -> Vec<Step> {
    let plan = "plan -input=false -lock=false -refresh=false";
    terraform(survey, environment, "Show what Terraform would change", &[plan])
}

/// Installs Terraform, and makes what it planned, and nothing else, so.
pub(crate) fn terraform_apply(survey: &Survey<'_>, environment: &Env<'_>) -> Vec<Step> {
    let commands = ["plan -input=false -out=deploy.tfplan", "apply -input=false deploy.tfplan"];
    terraform(survey, environment, "Apply Terraform", &commands)
}

fn terraform(survey: &Survey<'_>, environment: &Env<'_>, title: &str, commands: &[&str]) -> Vec<Step> {
    let origin = environment.block.origin;
    let root = word(&terraform_root(environment));
    let mut lines: Vec<Str> = vec!["set -euo pipefail".into()];
    lines.push(format!("terraform -chdir={root} init -input=false").into());
    lines.extend(commands.iter().map(|command| format!("terraform -chdir={root} {command}").into()));
    let version = Act::Tool { tool: Tool::Terraform, version: Words::lit(tools::TERRAFORM.text) };
    let env = terraform_variables(survey, environment);
    vec![Step::new("Install Terraform", version, origin), Step::run(title, lines, env, origin)]
}

/// Tells a receiver that the deployment failed.
pub(crate) fn notify(survey: &Survey<'_>, environment: &Env<'_>, name: &str, url: Words, origin: OriginId) -> Step {
    let lines = vec![
        "set -euo pipefail".into(),
        r#"jq --null-input --arg text "$TEXT" '{text: $text}' > message.json"#.into(),
        "# The address is a secret, so it is no argument of a command.".into(),
        r#"printf 'url = "%s"\n' "$NOTIFY_URL" |"#.into(),
        "  curl --config - --fail --silent --show-error --max-time 30 \\".into(),
        "    --header 'Content-Type: application/json' --data @message.json".into(),
    ];
    let text = format!("The deployment of {} to {} failed: ", survey.project, environment.name);
    let text = Words(vec![super::graph::Word::Lit(text.into()), super::graph::Word::Ci(Ci::RunUrl)]);
    let env = vec![Variable::new("TEXT", text, origin), Variable::new("NOTIFY_URL", url, origin)];
    Step::run(format!("Tell {name}"), lines, env, origin).when(Condition::Failed)
}

/// A path of the project as a path of the repository.
pub(crate) fn in_repository(survey: &Survey<'_>, path: &str) -> Str {
    joined(&survey.folder, path)
}
