//! No generated file holds the text of a secret.

use infrac_conformance::built;
use infrac_conformance::objects::{read_by_python, title};
use serde_json::Value;

/// Words in the name of a variable or key that make its value a secret.
const WORDS: &[&str] = &["PASSWORD", "PASSWD", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE_KEY", "CREDENTIAL"];

/// Whether a value is only a reference: an interpolation, a mounted file, an address, or empty.
fn is_reference(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']);
    value.is_empty()
        || value.contains("${")
        || value.contains("$(")
        || value.starts_with('/')
        || value == "true"
        || value == "false"
}

fn names_a_secret(name: &str) -> bool {
    let upper = name.to_uppercase();
    WORDS.iter().any(|word| upper.contains(word))
}

/// `scheme://user:password@host` with a password that is no reference.
fn has_password_in_url(text: &str) -> bool {
    text.split("://").skip(1).any(|rest| {
        let authority = rest.split(['/', ' ', '"', '\'', '\n']).next().unwrap_or_default();
        authority
            .rsplit_once('@')
            .and_then(|(user, _)| user.split_once(':'))
            .is_some_and(|(_, password)| !is_reference(password) && !password.starts_with('$'))
    })
}

#[test]
fn no_line_assigns_a_secret() {
    let mut faults = Vec::new();
    for example in built::all() {
        for path in &example.files {
            for (at, line) in example.read(path).lines().enumerate() {
                let place = || format!("{} {path}:{}: {line}", example.name, at + 1);
                if has_password_in_url(line) {
                    faults.push(place());
                }
                let assignment = line.split_once('=').or_else(|| line.split_once(": "));
                let Some((name, value)) = assignment.filter(|_| !line.trim_start().starts_with('#')) else { continue };
                let name = name.trim().trim_start_matches("- ").trim_matches('"');
                let is_variable =
                    !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
                // What stands in params.env until somebody fills it in says only its own name.
                let is_stand_in = value.trim() == format!("set-{name}-in-params.env");
                if is_variable && names_a_secret(name) && !is_stand_in && !is_reference(value.trim()) {
                    faults.push(place());
                }
            }
        }
    }
    assert!(faults.is_empty(), "secrets in generated files:\n  {}", faults.join("\n  "));
}

#[test]
fn variables_of_containers_take_secrets_by_reference() {
    let mut faults = Vec::new();
    let mut references = 0;
    for example in built::all() {
        for (environment, folder) in example.environments("kubernetes") {
            let prefix = format!("kubernetes/{environment}");
            let files =
                example.files.iter().filter(|path| path.starts_with(&prefix) && path.extension() == Some("yaml"));
            let files: Vec<_> =
                files.filter_map(|path| path.strip_prefix(&prefix).ok().map(ToOwned::to_owned)).collect();
            let Some(documents) = read_by_python(&folder, &files) else { return };
            for object in documents.iter().flatten() {
                if object["kind"] == "Secret" && (object["data"].is_object() || object["stringData"].is_object()) {
                    faults.push(format!("{} {environment}: {} holds data", example.name, title(object)));
                }
                walk(object, &mut |variable| {
                    let name = variable["name"].as_str().unwrap_or_default();
                    references += usize::from(variable["valueFrom"]["secretKeyRef"].is_object());
                    if names_a_secret(name) && variable["value"].as_str().is_some_and(|value| !is_reference(value)) {
                        faults.push(format!("{} {environment}: {} gives {name} as text", example.name, title(object)));
                    }
                });
            }
        }
    }
    assert!(faults.is_empty(), "secrets in manifests:\n  {}", faults.join("\n  "));
    assert!(references > 5, "only {references} references to secrets: the test looks in the wrong place");
}

/// Calls `visit` with every entry of a list called `env`.
fn walk(value: &Value, visit: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                if key == "env" {
                    inner.as_array().into_iter().flatten().for_each(&mut *visit);
                }
                walk(inner, visit);
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| walk(inner, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_search_finds_what_it_looks_for() {
    assert!(has_password_in_url("url: postgres://app:hunter2@db/x"));
    assert!(!has_password_in_url("url: postgres://app:${DB_PASSWORD:?}@db/x"));
    assert!(!has_password_in_url("url: postgres://app:$(DB_PASSWORD)@db/x"));
    assert!(!has_password_in_url("image: ghcr.io/acme/shop:1@sha256:00"));
    assert!(names_a_secret("POSTGRES_PASSWORD") && !names_a_secret("LOG_LEVEL"));
}
