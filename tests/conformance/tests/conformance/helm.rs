//! Charts, as Helm 3 and Helm 4 read them: what they render is, environment by environment, what the plain manifests say.

use camino::{Utf8Path, Utf8PathBuf};
use infrac_conformance::built::{self, Built};
use infrac_conformance::objects::{is_kustomization, is_of_operator, read_by_python, title};
use infrac_conformance::template::by_name;
use infrac_conformance::tools::{run, tool};
use serde_json::Value;

/// Both majors that are in use.
const HELMS: &[&str] = &["bin/helm", "bin/helm4"];

/// Calls `judge` with each chart of the examples: its name and folder.
pub fn charts(mut judge: impl FnMut(&Built, &str, &Utf8Path)) {
    for example in built::all() {
        let charts = example.environments("helm");
        assert!(!charts.is_empty(), "{} has no chart", example.name);
        for (chart, folder) in charts {
            judge(example, &chart, &folder);
        }
    }
}

/// The environments that a chart has values of.
pub fn environments(folder: &Utf8Path) -> Vec<String> {
    let names = folder.read_dir_utf8().expect("a chart").filter_map(Result::ok);
    let mut names: Vec<String> = names
        .filter_map(|entry| Some(entry.file_name().strip_prefix("values-")?.strip_suffix(".yaml")?.to_owned()))
        .collect();
    names.sort();
    names
}

/// `helm template` with the values of an environment, and what the plain manifests show for what is known only when deploying.
pub fn rendered(helm: &Utf8Path, example: &Built, chart: &str, folder: &Utf8Path, environment: &str) -> String {
    let values = format!("values-{environment}.yaml");
    let late = example.late.get(environment).into_iter().flatten();
    let late: Vec<String> = late.map(|(path, value)| format!("{path}={value}")).collect();
    let mut arguments = vec!["template", chart, ".", "--values", &values];
    for value in &late {
        arguments.extend(["--set-string", value]);
    }
    let answer = run(folder, helm, &arguments);
    answer.must_be_fine(&format!("{helm} does not render {} {environment}", example.name));
    answer.output
}

fn read(text: &str) -> Option<Vec<Value>> {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let scratch = Utf8Path::from_path(temporary.path()).expect("a path that is UTF-8");
    std::fs::write(scratch.join("all.yaml"), text).expect("a file");
    Some(read_by_python(scratch, &["all.yaml".into()])?.into_iter().flatten().collect())
}

fn plain(example: &Built, environment: &str) -> Option<Vec<Value>> {
    let folder = example.folder.join("kubernetes").join(environment);
    let mut files: Vec<Utf8PathBuf> = folder
        .read_dir_utf8()
        .expect("a folder of manifests")
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().into())
        .filter(|path: &Utf8PathBuf| path.extension() == Some("yaml"))
        .collect();
    files.sort();
    let documents = read_by_python(&folder, &files)?;
    Some(documents.into_iter().flatten().filter(|object| !is_kustomization(object)).collect())
}

#[test]
fn lint_is_content_with_every_environment() {
    for helm in HELMS {
        let Some(helm) = tool(helm) else { continue };
        charts(|example, _, folder| {
            run(folder, &helm, &["lint", "--strict", "."]).must_be_fine(&format!("{helm} lint {}", example.name));
            for environment in environments(folder) {
                let values = format!("values-{environment}.yaml");
                let answer = run(folder, &helm, &["lint", "--strict", ".", "--values", &values]);
                answer.must_be_fine(&format!("{helm} lint {} {environment}", example.name));
            }
        });
    }
}

#[test]
fn a_chart_renders_the_plain_manifests_of_each_environment() {
    for helm in HELMS {
        let Some(helm) = tool(helm) else { continue };
        charts(|example, chart, folder| {
            for environment in environments(folder) {
                let Some(rendered) = read(&rendered(&helm, example, chart, folder, &environment)) else { return };
                let Some(plain) = plain(example, &environment) else { return };
                let (rendered, plain) = (by_name(rendered).unwrap(), by_name(plain).unwrap());
                let titles = |objects: &serde_json::Map<String, Value>| {
                    objects.keys().cloned().collect::<std::collections::BTreeSet<_>>()
                };
                assert_eq!(titles(&rendered), titles(&plain), "{helm}: {} {environment}", example.name);
                for (title, object) in &plain {
                    assert_eq!(rendered.get(title), Some(object), "{helm}: {} {environment}: {title}", example.name);
                }
            }
        });
    }
}

#[test]
fn the_schemas_of_kubernetes_accept_what_is_rendered() {
    let (Some(helm), Some(validator)) = (tool("bin/helm"), tool("bin/kubernetes-validate")) else { return };
    charts(|example, chart, folder| {
        for environment in environments(folder) {
            let Some(objects) = read(&rendered(&helm, example, chart, folder, &environment)) else { return };
            let temporary = tempfile::tempdir().expect("a temporary folder");
            let scratch = Utf8Path::from_path(temporary.path()).expect("a path that is UTF-8");
            let mut files = Vec::new();
            for (at, object) in objects.iter().filter(|object| !object.is_null() && !is_of_operator(object)).enumerate()
            {
                let file = format!("{at:03}-{}.yaml", title(object).replace([' ', '/'], "-"));
                std::fs::write(scratch.join(&file), serde_json::to_string_pretty(object).expect("JSON"))
                    .expect("a file");
                files.push(file);
            }
            let mut arguments = vec!["-k", "1.33", "--strict", "--quiet"];
            arguments.extend(files.iter().map(String::as_str));
            run(scratch, &validator, &arguments).must_be_fine(&format!("{} {environment}", example.name));
        }
    });
}

#[test]
fn the_schema_of_the_values_accepts_each_file_and_nothing_else() {
    let Some(checker) = tool("bin/check-jsonschema") else { return };
    charts(|example, _, folder| {
        let mut arguments = vec!["--schemafile".to_owned(), "values.schema.json".to_owned(), "values.yaml".to_owned()];
        arguments.extend(environments(folder).iter().map(|environment| format!("values-{environment}.yaml")));
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        run(folder, &checker, &arguments).must_be_fine(&format!("{}: a values file and its schema", example.name));
        let schema: Value = serde_json::from_str(&example_file(folder, "values.schema.json")).expect("JSON");
        let open = open_objects(&schema, "");
        assert!(open.is_empty(), "{}: the schema is open at {open:?}", example.name);
    });
}

fn example_file(folder: &Utf8Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{folder}/{name}: {error}"))
}

/// The places of objects that take properties which are not listed.
fn open_objects(schema: &Value, path: &str) -> Vec<String> {
    let mut open = Vec::new();
    if schema["type"] == "object" && schema["additionalProperties"] != false {
        open.push(path.to_owned());
    }
    for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
        open.extend(open_objects(inner, &format!("{path}.{key}")));
    }
    open
}

#[test]
fn no_values_file_holds_null() {
    charts(|example, _, folder| {
        for entry in folder.read_dir_utf8().expect("a chart").filter_map(Result::ok) {
            if entry.file_name().starts_with("values") {
                let text = example_file(folder, entry.file_name());
                assert!(!text.contains("null"), "{}: {}", example.name, entry.file_name());
            }
        }
    });
}

#[test]
fn what_is_missing_when_deploying_is_said() {
    for helm in HELMS {
        let Some(helm) = tool(helm) else { continue };
        charts(|example, chart, folder| {
            let helpers = folder.join("templates/_helpers.tpl");
            let required = std::fs::read_to_string(&helpers).is_ok_and(|text| text.contains("required "));
            if !required {
                return;
            }
            let values = format!("values-{}.yaml", environments(folder)[0]);
            let answer = run(folder, &helm, &["template", chart, ".", "--values", &values]);
            assert!(!answer.fine, "{}: nothing is missing", example.name);
            // Params are passed one by one, Terraform's outputs as a file.
            let ways = ["--set-string params.", "terraform output -json"];
            let says_how = ways.iter().any(|way| answer.errors.contains(way));
            assert!(answer.errors.contains("is missing (") && says_how, "{}", answer.errors);
        });
    }
}
