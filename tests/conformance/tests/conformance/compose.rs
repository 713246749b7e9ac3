//! Docker Compose itself, and the schema of Compose files.

use camino::Utf8Path;
use infrac_conformance::built;
use infrac_conformance::tools::{run, tool};

/// The example of the environment file, with a value for each variable that has none.
fn filled_in(example: &str) -> String {
    let mut out = String::new();
    for line in example.lines() {
        out.push_str(line);
        if !line.starts_with('#') && line.ends_with('=') {
            out.push_str("value0000");
        }
        out.push('\n');
    }
    out
}

#[test]
fn docker_compose_accepts_every_file() {
    let Some(docker_compose) = tool("bin/docker-compose") else { return };
    let mut judged = 0;
    for example in built::all() {
        for (environment, folder) in example.environments("compose") {
            let variables = std::fs::read_to_string(folder.join(".env.example")).unwrap_or_default();
            let file = tempfile::NamedTempFile::new().expect("a temporary file");
            std::fs::write(file.path(), filled_in(&variables)).expect("a temporary file");
            let path = file.path().to_str().expect("a path that is UTF-8");
            let arguments = ["--env-file", path, "--profile", "*", "-f", "compose.yaml", "config", "--quiet"];
            let answer = run(&folder, &docker_compose, &arguments);
            answer.must_be_fine(&format!("docker-compose refuses {} {environment}", example.name));
            assert!(!answer.errors.contains("level=warning"), "{} {environment}: {}", example.name, answer.errors);
            judged += 1;
        }
    }
    assert!(judged >= 2, "only {judged} Compose files");
}

#[test]
fn the_environment_file_names_every_variable_that_is_needed() {
    let Some(docker_compose) = tool("bin/docker-compose") else { return };
    for example in built::all() {
        for (environment, folder) in example.environments("compose") {
            let text = std::fs::read_to_string(folder.join("compose.yaml")).expect("a Compose file");
            let variables = std::fs::read_to_string(folder.join(".env.example")).unwrap_or_default();
            let required = text.contains(":?");
            let empty = tempfile::NamedTempFile::new().expect("a temporary file");
            let path = empty.path().to_str().expect("a path that is UTF-8");
            let answer = run(
                &folder,
                &docker_compose,
                &["--env-file", path, "--profile", "*", "-f", "compose.yaml", "config", "--quiet"],
            );
            assert_eq!(
                !answer.fine, required,
                "{} {environment}: a missing secret must stop Compose\n{}",
                example.name, answer.errors
            );
            if required {
                assert!(!variables.is_empty(), "{} {environment}: no .env.example", example.name);
            }
        }
    }
}

#[test]
fn compose_files_fit_the_specification() {
    let Some(checker) = tool("bin/check-jsonschema") else { return };
    for example in built::all() {
        for (environment, folder) in example.environments("compose") {
            let arguments = ["--builtin-schema", "vendor.compose-spec", "compose.yaml"];
            run(&folder, &checker, &arguments)
                .must_be_fine(&format!("{} {environment} does not fit the Compose specification", example.name));
            assert!(Utf8Path::new(&folder).join("compose.yaml").is_file());
        }
    }
}
