//! Kubernetes' own schemas at three versions, and kustomize.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_conformance::built::{self, Built};
use infrac_conformance::objects::{is_kustomization, is_of_operator, read_by_python, title};
use infrac_conformance::tools::{run, tool};
use serde_json::Value;
use std::collections::BTreeSet;

/// The cluster versions that must accept the output: the one that the examples declare, and two around it.
const VERSIONS: &[&str] = &["1.31", "1.33", "1.35"];

fn yaml_files(folder: &Utf8Path) -> Vec<Utf8PathBuf> {
    let entries = folder.read_dir_utf8().expect("a folder of manifests").filter_map(Result::ok);
    let mut files: Vec<Utf8PathBuf> = entries.map(|entry| entry.file_name().into()).collect();
    files.retain(|path: &Utf8PathBuf| path.extension() == Some("yaml"));
    files.sort();
    files
}

/// The cluster's objects of an environment, as PyYAML reads them.
fn objects(folder: &Utf8Path) -> Option<Vec<Value>> {
    let documents = read_by_python(folder, &yaml_files(folder))?;
    Some(documents.into_iter().flatten().filter(|object| !is_kustomization(object)).collect())
}

fn each_environment(mut judge: impl FnMut(&Built, &str, &Utf8Path)) {
    let mut judged = 0;
    for example in built::all() {
        for (environment, folder) in example.environments("kubernetes") {
            judge(example, &environment, &folder);
            judged += 1;
        }
    }
    assert!(judged >= 3, "only {judged} folders of manifests");
}

#[test]
fn the_schemas_of_three_versions_accept_every_object() {
    let Some(validator) = tool("bin/kubernetes-validate") else { return };
    each_environment(|example, environment, folder| {
        let Some(objects) = objects(folder) else { return };
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let scratch = Utf8Path::from_path(temporary.path()).expect("a path that is UTF-8");
        let mut files = Vec::new();
        for (at, object) in objects.iter().filter(|object| !is_of_operator(object)).enumerate() {
            let file = format!("{at:03}-{}.yaml", title(object).replace([' ', '/'], "-"));
            std::fs::write(scratch.join(&file), serde_json::to_string_pretty(object).expect("JSON")).expect("a file");
            files.push(file);
        }
        assert!(files.len() > 2, "{} {environment} has only {} objects", example.name, files.len());
        for version in VERSIONS {
            let mut arguments = vec!["-k", version, "--strict", "--quiet"];
            arguments.extend(files.iter().map(String::as_str));
            let answer = run(scratch, &validator, &arguments);
            answer.must_be_fine(&format!("Kubernetes {version} refuses {} {environment}", example.name));
        }
    });
}

#[test]
fn kustomize_builds_every_environment_and_loses_nothing() {
    let Some(kubectl) = tool("bin/kubectl") else { return };
    each_environment(|example, environment, folder| {
        let answer = run(folder, &kubectl, &["kustomize", "."]);
        answer.must_be_fine(&format!("kubectl kustomize refuses {} {environment}", example.name));
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let scratch = Utf8Path::from_path(temporary.path()).expect("a path that is UTF-8");
        std::fs::write(scratch.join("all.yaml"), &answer.output).expect("a file");
        let Some(built) = read_by_python(scratch, &["all.yaml".into()]) else { return };
        let Some(objects) = objects(folder) else { return };
        let titles = |objects: &[Value]| -> BTreeSet<String> { objects.iter().map(title).collect() };
        let built: Vec<Value> = built.into_iter().flatten().collect();
        let (built_titles, ours) = (titles(&built), titles(&objects));
        let lost: Vec<&String> = ours.difference(&built_titles).collect();
        assert!(lost.is_empty(), "{} {environment}: the kustomization leaves out {lost:?}", example.name);
    });
}

#[test]
fn names_are_unique_within_an_environment() {
    each_environment(|example, environment, folder| {
        let Some(objects) = objects(folder) else { return };
        let mut seen = BTreeSet::new();
        for object in &objects {
            let namespace = object["metadata"]["namespace"].as_str().unwrap_or_default();
            let key = format!("{} {namespace}", title(object));
            assert!(seen.insert(key), "{} {environment}: {} twice", example.name, title(object));
        }
    });
}

#[test]
fn selectors_select_the_pods_of_their_own_workload() {
    each_environment(|example, environment, folder| {
        let Some(objects) = objects(folder) else { return };
        for workload in objects
            .iter()
            .filter(|object| ["Deployment", "StatefulSet"].contains(&object["kind"].as_str().unwrap_or_default()))
        {
            let wanted = workload["spec"]["selector"]["matchLabels"].as_object().expect("a selector");
            let labels = &workload["spec"]["template"]["metadata"]["labels"];
            for (key, value) in wanted {
                assert_eq!(
                    &labels[key],
                    value,
                    "{} {environment}: {} does not select its own pods",
                    example.name,
                    title(workload)
                );
            }
        }
        for service in objects.iter().filter(|object| object["kind"] == "Service") {
            let Some(wanted) = service["spec"]["selector"].as_object() else { continue };
            let selects = objects.iter().any(|object| {
                let labels = &object["spec"]["template"]["metadata"]["labels"];
                labels.is_object() && wanted.iter().all(|(key, value)| &labels[key] == value)
            });
            assert!(selects, "{} {environment}: {} selects no pods", example.name, title(service));
        }
    });
}
