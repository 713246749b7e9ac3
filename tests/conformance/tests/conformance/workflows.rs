//! Pipelines: the schema of workflow files, two readings of what they mean, two scanners, and every script in a shell.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_conformance::built::{Built, all, documents};
use infrac_conformance::objects::read_by_python;
use infrac_conformance::tools::{root, run, tool};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// Cases of this judge alone, besides the examples.
const CASES: [&str; 5] = [
    "tests/conformance/workflows/compose-only",
    "tests/conformance/workflows/plain-manifests",
    "tests/conformance/workflows/two-clusters",
    "tests/conformance/workflows/awkward",
    "tests/corpus/migrations",
];

/// The workflows of a project in a temporary folder, where GitHub looks for them.
struct Placed {
    name: String,
    folder: Utf8PathBuf,
    files: Vec<Utf8PathBuf>,
    _temporary: tempfile::TempDir,
}

fn placed(name: &str, workflows: Vec<(String, String)>) -> Placed {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = Utf8Path::from_path(temporary.path()).expect("a path that is UTF-8").to_owned();
    std::fs::create_dir_all(folder.join(".github/workflows")).expect("a folder");
    let mut files = Vec::new();
    for (path, text) in workflows {
        let file = Utf8Path::new(".github/workflows").join(Utf8Path::new(&path).file_name().unwrap_or_default());
        std::fs::write(folder.join(&file), text).expect("a file");
        files.push(file);
    }
    assert!(!files.is_empty(), "{name} has no workflow");
    Placed { name: name.to_owned(), folder, files, _temporary: temporary }
}

fn is_workflow(path: &str) -> bool {
    path.starts_with("workflows/github/") && path.ends_with(".yml")
}

/// The examples and the cases.
fn projects() -> Vec<Placed> {
    let of_example = |built: &Built| {
        let files = built.files.iter().filter(|path| is_workflow(path.as_str()));
        placed(&built.name, files.map(|path| (path.to_string(), built.read(path))).collect())
    };
    let of_case = |name: &&str| {
        let documents = documents(&root().join(name));
        placed(name, documents.into_iter().filter(|(path, _)| is_workflow(path)).collect())
    };
    all().iter().map(of_example).chain(CASES.iter().map(of_case)).collect()
}

/// Runs a tool on the workflows of every project.
fn judged(path: &str, arguments: &[&str]) {
    let Some(tool) = tool(path) else { return };
    for project in projects() {
        let mut arguments = arguments.to_vec();
        arguments.extend(project.files.iter().map(|file| file.as_str()));
        run(&project.folder, &tool, &arguments).must_be_fine(&format!("{path} on {}", project.name));
    }
}

#[test]
fn the_schema_of_workflows_takes_them() {
    judged("bin/check-jsonschema", &["--builtin-schema", "vendor.github-workflows"]);
}

#[test]
fn actionlint_takes_them() {
    judged("bin/actionlint", &[]);
}

/// Findings of medium severity and above; what a workflow sets aside stands in it with its reason.
#[test]
fn zizmor_finds_nothing_that_matters() {
    judged("bin/zizmor", &["--offline", "--no-progress", "--min-severity", "medium", "--format", "plain"]);
}

#[test]
fn checkov_finds_nothing() {
    let Some(checkov) = tool("bin/checkov") else { return };
    for project in projects() {
        let arguments = ["-d", ".", "--framework", "github_actions", "--skip-download", "--compact", "--quiet"];
        run(&project.folder, &checkov, &arguments).must_be_fine(&format!("checkov on {}", project.name));
    }
}

/// The jobs of a workflow, as PyYAML reads them.
fn jobs(project: &Placed) -> Option<Vec<(String, Value)>> {
    let read = read_by_python(&project.folder, &project.files)?;
    let jobs = read.into_iter().flatten().flat_map(|workflow| {
        workflow["jobs"]
            .as_object()
            .expect("jobs")
            .iter()
            .map(|(id, job)| (id.clone(), job.clone()))
            .collect::<Vec<_>>()
    });
    Some(jobs.collect())
}

fn steps(job: &Value) -> impl Iterator<Item = &Value> {
    job["steps"].as_array().into_iter().flatten()
}

/// The expression that gives the literal `${{`.
const LITERAL: &str = "${{ '${{' }}";

/// A step's script as the shell sees it.
fn script(step: &Value) -> Option<String> {
    step["run"].as_str().map(|script| script.replace(LITERAL, "${{"))
}

#[test]
fn every_script_is_one() {
    let Some(shellcheck) = tool("bin/shellcheck") else { return };
    for project in projects() {
        let Some(jobs) = jobs(&project) else { return };
        for (id, job) in &jobs {
            for (at, step) in steps(job).enumerate() {
                let Some(script) = script(step) else { continue };
                let file = project.folder.join("step.sh");
                std::fs::write(&file, &script).expect("a file");
                let what = format!("step {at} of `{id}` of {}:\n{script}", project.name);
                let read = Command::new("bash").args(["-n", file.as_str()]).status().expect("bash runs");
                assert!(read.success(), "{what}");
                // A person's own commands may use `$HOME` in quotes as they like.
                let own = step["name"] == "Run" || step["name"] == "Before" || step["name"] == "After";
                if !own {
                    let arguments = ["--shell=bash", "--severity=style", file.as_str()];
                    run(&project.folder, &shellcheck, &arguments).must_be_fine(&what);
                }
            }
        }
    }
}

/// No expression of GitHub stands in a script, except the one that gives the literal `${{`: what comes from outside reaches scripts as
/// variables.
#[test]
fn nothing_from_outside_is_pasted_into_a_script() {
    for project in projects() {
        let Some(jobs) = jobs(&project) else { return };
        for step in jobs.iter().flat_map(|(_, job)| steps(job)) {
            let script = step["run"].as_str().unwrap_or_default();
            assert!(!script.replace(LITERAL, "").contains("${{"), "{}: {script}", project.name);
        }
    }
}

/// Where Terraform makes the cluster, a deployment names it as Terraform does; where somebody else does, a variable names it.
#[test]
fn a_cluster_of_the_project_needs_no_name_by_hand() {
    let mut made = 0;
    for example in all() {
        let workflows = example.files.iter().filter(|path| is_workflow(path.as_str()));
        let project = placed(&example.name, workflows.map(|path| (path.to_string(), example.read(path))).collect());
        let Some(jobs) = jobs(&project) else { return };
        for (environment, folder) in example.environments("terraform") {
            let Some(name) = cluster_of(&folder) else { continue };
            let id = format!("deploy-{environment}");
            let (_, job) = jobs.iter().find(|(other, _)| *other == id).expect("a deployment");
            let step = steps(job).find(|step| step["env"]["CLUSTER_NAME"].is_string()).expect("a cluster is chosen");
            assert_eq!(step["env"]["CLUSTER_NAME"], name, "{id} of {}", example.name);
            made += 1;
        }
    }
    assert!(made > 0, "no example makes a cluster");
    let others = documents(&root().join("tests/conformance/workflows/two-clusters"));
    let asks = others
        .iter()
        .any(|(path, text)| is_workflow(path) && text.contains(r#"CLUSTER_NAME: "${{ vars.CLUSTER_NAME }}""#));
    assert!(asks, "a cluster that nobody makes has no name of its own");
}

/// A step that runs Terraform gives it the variables that the root declares, and no other: each is asked of whoever sets up the repository.
#[test]
fn terraform_is_given_its_variables() {
    let mut given = 0;
    for folder in [
        "examples/jatra",
        "tests/corpus/terraform-raw",
        "tests/corpus/design-tour",
        "tests/conformance/workflows/two-clusters",
    ] {
        let (workflows, others): (Vec<_>, Vec<_>) =
            documents(&root().join(folder)).into_iter().partition(|(path, _)| is_workflow(path));
        let Some(jobs) = jobs(&placed(folder, workflows)) else { return };
        for step in jobs.iter().flat_map(|(_, job)| steps(job)) {
            let script = step["run"].as_str().unwrap_or_default();
            let Some((_, rest)) = script.split_once("-chdir=out/terraform/") else { continue };
            let environment = rest.split_whitespace().next().expect("a folder");
            let variables = format!("terraform/{environment}/variables.tf");
            let declared = others.iter().find(|(path, _)| *path == variables).map_or("", |(_, text)| text);
            let declared: BTreeSet<&str> =
                declared.lines().filter_map(|line| line.strip_prefix("variable \"")?.strip_suffix("\" {")).collect();
            let env = step["env"].as_object().into_iter().flatten();
            let named: BTreeSet<&str> = env.filter_map(|(name, _)| name.strip_prefix("TF_VAR_")).collect();
            // Steps after the first read its outputs.
            if script.contains(" plan ") {
                assert_eq!(named, declared, "{folder}: {script}");
                given += named.len();
            }
        }
    }
    assert!(given > 0, "no root has a variable");
}

/// The name of the cluster that a root of Terraform makes, as it stands there.
fn cluster_of(folder: &Utf8Path) -> Option<String> {
    for entry in folder.read_dir_utf8().ok()?.filter_map(Result::ok) {
        let text = std::fs::read_to_string(entry.path()).ok()?;
        let Some((_, block)) = text.split_once("resource \"aws_eks_cluster\"") else { continue };
        let line = block.lines().find(|line| line.trim_start().starts_with("name "))?;
        return line.split('"').nth(1).map(str::to_owned);
    }
    None
}

/// Every job has a limit and a token of its own that may do no more than it must; every action stands at a commit.
#[test]
fn jobs_are_limited() {
    for project in projects() {
        let Some(jobs) = jobs(&project) else { return };
        for (id, job) in &jobs {
            assert!(job["timeout-minutes"].as_i64().is_some_and(|minutes| minutes > 0), "{id}");
            let permissions = job["permissions"].as_object().expect("permissions");
            assert_eq!(permissions["contents"], "read", "{id}");
            let pushes = steps(job).any(|step| step["with"]["push"] == true);
            assert!(pushes || !permissions.contains_key("packages"), "{id}");
            for uses in steps(job).filter_map(|step| step["uses"].as_str()) {
                let commit = uses.split('@').nth(1).unwrap_or_default();
                assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{uses}");
            }
            for step in steps(job).filter(|step| step["uses"].as_str().is_some_and(|uses| uses.contains("/checkout@")))
            {
                assert_eq!(step["with"]["persist-credentials"], false, "{id}");
            }
        }
    }
}

/// Secrets are read by name into the environment of a step or job, or into the password of a registry, and nowhere else: no output of a
/// job, no file that is kept, no argument, no condition and no cache carries one.
#[test]
fn no_secret_takes_a_way_through_a_pipeline() {
    fn without_env(value: &Value, at: &str, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) if text.contains("secrets.") && !text.contains("'${{'") => {
                found.insert(format!("{at}: {text}"));
            }
            Value::Array(items) => items.iter().for_each(|item| without_env(item, at, found)),
            Value::Object(entries) => {
                for (key, value) in entries.iter().filter(|(key, _)| *key != "env") {
                    without_env(value, &format!("{at}/{key}"), found);
                }
            }
            _ => {}
        }
    }
    for project in projects() {
        let Some(jobs) = jobs(&project) else { return };
        for (id, job) in &jobs {
            assert!(job.get("outputs").is_none(), "{id} of {} hands values on", project.name);
            let mut found = BTreeSet::new();
            without_env(job, id, &mut found);
            found.retain(|place| !place.contains("/with/password: "));
            assert!(found.is_empty(), "{}: {found:?}", project.name);
            // What Terraform marks as secret is left out of the values of a chart.
            for script in steps(job).filter_map(|step| step["run"].as_str()) {
                let takes = script.contains("output -json");
                assert!(!takes || script.contains("select(.value.sensitive | not)"), "{script}");
                for line in script.lines().filter(|line| line.contains("--set") || line.contains("--values")) {
                    assert!(!line.contains("SECRET") && !line.contains("PASSWORD"), "{line}");
                }
            }
        }
    }
}
