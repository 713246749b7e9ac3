//! Other readers of YAML see the same data, and the style is clean.

use camino::Utf8PathBuf;
use infrac_conformance::built;
use infrac_conformance::objects::read_by_python;
use infrac_conformance::tools::{run, tool};
use serde_json::Value;

#[test]
fn two_readers_of_two_versions_of_yaml_agree() {
    let mut compared = 0;
    for example in built::all() {
        // The templates of a chart are YAML only once Helm has filled them in.
        let is_data = |path: &&Utf8PathBuf| path.extension() == Some("yaml") && !path.as_str().contains("/templates/");
        let files: Vec<_> = example.files.iter().filter(is_data).cloned().collect();
        let Some(by_python) = read_by_python(&example.folder, &files) else { return };
        for (path, documents) in files.iter().zip(by_python) {
            let text = example.read(path);
            let ours: Vec<Value> = serde_saphyr::from_multiple(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert_eq!(ours, documents, "{} {path}: YAML 1.1 and 1.2 read it differently", example.name);
            compared += 1;
        }
    }
    assert!(compared > 10, "only {compared} files");
}

#[test]
fn yamllint_has_nothing_to_say() {
    let Some(yamllint) = tool("bin/yamllint") else { return };
    // Long lines are data; a document start is noise in a file with one document; lists stand below their key without further indentation,
    // as Kubernetes' own tools write them; one space before the version behind an action's hash, as GitHub writes it. The templates of a chart
    // are no YAML yet.
    let config = "{extends: default, ignore: ['helm/*/templates/'], rules: {line-length: disable, document-start: disable, \
                  comments: {min-spaces-from-content: 1}, indentation: {indent-sequences: whatever}}}";
    for example in built::all() {
        run(&example.folder, &yamllint, &["--strict", "-d", config, "."])
            .must_be_fine(&format!("yamllint on {}", example.name));
    }
}

#[test]
fn json_files_are_json() {
    for example in built::all() {
        for path in example.files.iter().filter(|path| path.extension() == Some("json")) {
            let read: Result<Value, _> = serde_json::from_str(&example.read(path));
            assert!(read.is_ok(), "{} {path}: {read:?}", example.name);
        }
    }
}
