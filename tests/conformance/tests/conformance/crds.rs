//! Objects that operators define, against validators and types made from the operators' CRDs.

use camino::Utf8Path;
use infrac_conformance::built;
use infrac_conformance::objects::{group, is_of_operator, read_by_python, title};
use infrac_conformance::tools::{run, tool};
use serde_json::Value;
use std::fmt::Write as _;

/// The npm package that knows a group.
fn package(group: &str) -> &'static str {
    match group {
        "external-secrets.io" | "generators.external-secrets.io" => "external-secrets",
        "monitoring.coreos.com" => "prometheus-operator",
        "bitnami.com" => "sealed-secrets",
        _ => "cert-manager",
    }
}

fn objects() -> Option<Vec<(String, Value)>> {
    let mut found = Vec::new();
    for example in built::all() {
        for (environment, folder) in example.environments("kubernetes") {
            let yaml: Vec<_> = example
                .files
                .iter()
                .filter(|path| {
                    path.starts_with(format!("kubernetes/{environment}")) && path.extension() == Some("yaml")
                })
                .map(|path| path.strip_prefix(format!("kubernetes/{environment}")).unwrap_or(path).to_owned())
                .collect();
            for object in read_by_python(&folder, &yaml)?.into_iter().flatten().filter(is_of_operator) {
                found.push((format!("{} {environment} {}", example.name, title(&object)), object));
            }
        }
    }
    Some(found)
}

/// `@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret`.
fn module(object: &Value) -> String {
    let version = object["apiVersion"].as_str().unwrap_or_default();
    let kind = object["kind"].as_str().unwrap_or_default();
    format!("@kubernetes-models/{}/{version}/{kind}", package(group(object)))
}

/// A folder in which node finds the models.
fn workshop() -> Option<tempfile::TempDir> {
    let modules = tool("crd/node_modules")?;
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::os::unix::fs::symlink(modules, folder.path().join("node_modules")).expect("a link");
    std::fs::write(folder.path().join("package.json"), r#"{ "type": "module" }"#).expect("a file");
    Some(folder)
}

#[test]
fn the_validators_of_the_operators_accept_every_object() {
    let (Some(folder), Some(objects)) = (workshop(), objects()) else { return };
    assert!(!objects.is_empty(), "no example uses an operator");
    let mut script = String::from("let wrong = 0;\n");
    for (at, (title, object)) in objects.iter().enumerate() {
        let kind = object["kind"].as_str().unwrap_or_default();
        let _ = writeln!(script, "import {{ {kind} as K{at} }} from {:?};", module(object));
        let _ = writeln!(
            script,
            "try {{ new K{at}({object}).validate(); }} catch (error) {{ wrong++; console.log({title:?}, error.message); }}"
        );
    }
    script.push_str("process.exit(wrong ? 1 : 0);\n");
    let path = Utf8Path::from_path(folder.path()).expect("a path that is UTF-8");
    std::fs::write(path.join("validate.mjs"), script).expect("a file");
    run(path, Utf8Path::new("node"), &["validate.mjs"]).must_be_fine("the operators' validators refuse");
}

#[test]
fn no_object_of_an_operator_has_an_unknown_key() {
    let (Some(folder), Some(objects)) = (workshop(), objects()) else { return };
    let mut program = String::new();
    for (at, (title, object)) in objects.iter().enumerate() {
        let kind = object["kind"].as_str().unwrap_or_default();
        let _ = writeln!(program, "import type {{ I{kind} as I{at} }} from {:?};", module(object));
        let _ = writeln!(program, "/* {title} */ export const o{at}: I{at} = {object};");
    }
    let path = Utf8Path::from_path(folder.path()).expect("a path that is UTF-8");
    std::fs::write(path.join("objects.ts"), program).expect("a file");
    let compiler = [
        "node_modules/typescript/bin/tsc",
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "objects.ts",
    ];
    run(path, Utf8Path::new("node"), &compiler).must_be_fine("keys that the operators do not know");
}
