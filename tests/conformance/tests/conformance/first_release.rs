//! The order of a deployment whose services wait for tasks: its script, run by a shell, with a Helm and a kubectl that only write down what
//! they are asked.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_conformance::built::documents;
use infrac_conformance::tools::root;
use serde_json::Value;
use std::process::Command;

/// A shell in which `helm` and `kubectl` are told apart from the real ones.
struct Shell {
    folder: Utf8PathBuf,
    _temporary: tempfile::TempDir,
}

/// What a script did: whether it succeeded, and what it asked of Helm and kubectl, a line each.
struct Ran {
    fine: bool,
    asked: Vec<String>,
}

impl Shell {
    /// `kubectl` is what kubectl does about secrets.
    fn new(kubectl: &str) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(temporary.path()).unwrap().to_owned();
        let shell = Self { folder, _temporary: temporary };
        shell.tool("helm", "");
        shell.tool("kubectl", &format!("if [ \"$1 $2\" = 'get secrets' ]; then {kubectl}; fi"));
        shell
    }

    fn tool(&self, name: &str, body: &str) {
        let path = self.folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\necho \"{name} $*\" >> asked\n{body}\n")).unwrap();
        assert!(Command::new("chmod").args(["+x", path.as_str()]).status().unwrap().success());
    }

    fn run(&self, script: &str) -> Ran {
        let log = self.folder.join("asked");
        std::fs::write(&log, "").unwrap();
        let path = format!("{}:{}", self.folder, std::env::var("PATH").unwrap());
        let mut bash = Command::new("bash");
        bash.args(["-c", script]).current_dir(&self.folder).env("PATH", path).env("PARAM_RELEASE", "1.2.3");
        let fine = bash.status().unwrap().success();
        Ran { fine, asked: std::fs::read_to_string(log).unwrap().lines().map(str::to_owned).collect() }
    }
}

/// A step's script, by the job and the step's name.
fn script(job: &str, step: &str) -> String {
    let documents = documents(&root().join("tests/corpus/migrations"));
    let (_, text) = documents.iter().find(|(path, _)| path == "workflows/github/deliver.yml").unwrap();
    let workflow: Value = serde_saphyr::from_str(text).unwrap();
    let steps = workflow["jobs"][job]["steps"].as_array().unwrap();
    steps.iter().find(|found| found["name"] == step).unwrap()["run"].as_str().unwrap().to_owned()
}

const RELEASE: &str = "helm upgrade --install club out/helm/club --namespace club-staging --create-namespace --take-ownership \
    --values out/helm/club/values-staging.yaml --set-literal params.release=1.2.3";

/// Hooks of a first installation run once all is ready, which services are not before the tasks have run.
#[test]
fn the_first_release_is_made_before_its_tasks_run() {
    let shell = Shell::new("true");
    let first = shell.run(&script("deploy-staging", "Roll out to staging"));
    assert!(first.fine);
    assert_eq!(
        first.asked[1..],
        [
            format!("{RELEASE} --no-hooks"),
            "kubectl rollout status statefulset/db --namespace club-staging --timeout 5m".to_owned(),
            format!("{RELEASE} --atomic --wait --timeout 20m"),
        ]
    );
    let back = shell.run(&script("deploy-staging", "Bring the last release back"));
    assert!(back.fine && back.asked.is_empty(), "there is nothing to go back to: {:?}", back.asked);
}

#[test]
fn a_later_release_is_an_upgrade() {
    let shell = Shell::new("echo secret/sh.helm.release.v1.club.v4");
    let later = shell.run(&script("deploy-staging", "Roll out to staging"));
    assert!(later.fine);
    assert_eq!(later.asked[1..], [format!("{RELEASE} --atomic --wait --timeout 20m")]);
    let back = shell.run(&script("deploy-staging", "Bring the last release back"));
    assert_eq!(back.asked, ["helm rollback club --namespace club-staging --wait --timeout 10m"]);
}

/// A cluster that does not answer is not taken for one that holds no release.
#[test]
fn a_cluster_out_of_reach_stops_it() {
    let shell = Shell::new("exit 1");
    let failed = shell.run(&script("deploy-staging", "Roll out to staging"));
    assert!(!failed.fine);
    assert_eq!(failed.asked.len(), 1, "{:?}", failed.asked);
}
