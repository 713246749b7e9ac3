//! Kubernetes objects as other programs read them.

use crate::tools::{run, tool};
use camino::{Utf8Path, Utf8PathBuf};
use serde_json::Value;

/// Groups whose objects are defined by operators: their schemas are not among Kubernetes' own.
pub const OPERATORS: &[&str] = &["external-secrets.io", "cert-manager.io", "monitoring.coreos.com", "bitnami.com"];

const READER: &str = "import json, sys, yaml
print(json.dumps([[document for document in yaml.safe_load_all(open(path, encoding='utf-8'))] for path in sys.argv[1:]]))";

/// The documents of YAML files as PyYAML reads them, file by file; `None` if PyYAML is not there.
///
/// # Panics
/// If a file does not read.
pub fn read_by_python(folder: &Utf8Path, files: &[Utf8PathBuf]) -> Option<Vec<Vec<Value>>> {
    let python = tool("venv-lint/bin/python")?;
    let mut arguments = vec!["-c", READER];
    arguments.extend(files.iter().map(|path| path.as_str()));
    let answer = run(folder, &python, &arguments);
    answer.must_be_fine("PyYAML does not read the output");
    Some(serde_json::from_str(&answer.output).expect("JSON of the reader"))
}

/// The group of an object's API version; empty for the core group.
pub fn group(object: &Value) -> &str {
    let version = object["apiVersion"].as_str().unwrap_or_default();
    version.split_once('/').map_or("", |(group, _)| group)
}

/// Whether an operator defines the object's kind.
pub fn is_of_operator(object: &Value) -> bool {
    OPERATORS.iter().any(|operator| group(object) == *operator || group(object).ends_with(&format!(".{operator}")))
}

/// Whether it is a kustomization: no object of a cluster.
pub fn is_kustomization(object: &Value) -> bool {
    group(object) == "kustomize.config.k8s.io"
}

/// `Deployment booking`, for messages.
pub fn title(object: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    format!("{} {}", text(&object["kind"]), text(&object["metadata"]["name"]))
}
