//! What this repository offers to the pipelines of others: the action for GitHub, and the template for GitLab.

use camino::Utf8Path;
use infrac_conformance::tools::{Answer, root, run, tool};

const ACTION: &str = "action.yml";
const TEMPLATE: &str = ".ci/gitlab/infrac.gitlab-ci.yml";

/// What the published schema says of a file. `None` if it cannot be asked.
fn by_schema(schema: &str, file: &Utf8Path) -> Option<Answer> {
    let judge = tool("bin/check-jsonschema")?;
    Some(run(&root(), &judge, &["--builtin-schema", schema, file.as_str()]))
}

/// The file conforms to its schema; with `right` made `wrong` in it, it does not.
fn conforms(file: &str, schema: &str, right: &str, wrong: &str) {
    let Some(answer) = by_schema(schema, &root().join(file)) else { return };
    answer.must_be_fine(file);
    let text = std::fs::read_to_string(root().join(file)).unwrap();
    assert!(text.contains(right), "{file} holds no `{right}`");
    let folder = tempfile::tempdir().unwrap();
    let spoilt = Utf8Path::from_path(folder.path()).unwrap().join("spoilt.yml");
    std::fs::write(&spoilt, text.replace(right, wrong)).unwrap();
    assert!(!by_schema(schema, &spoilt).unwrap().fine, "{schema} takes `{wrong}` in {file}");
}

#[test]
fn the_action_conforms_to_the_schema_of_actions() {
    conforms(ACTION, "vendor.github-actions", "using: composite", "using: composed");
}

#[test]
fn the_template_conforms_to_the_schema_of_gitlab() {
    conforms(TEMPLATE, "vendor.gitlab-ci", "  image: rust:", "  image:\n    tag: rust:");
}

#[test]
fn the_action_is_safe_to_use() {
    let Some(judge) = tool("bin/zizmor") else { return };
    let arguments = ["--offline", "--no-progress", "--no-config", "--persona", "pedantic"];
    let asked = |file: &Utf8Path| run(&root(), &judge, &[&arguments[..], &[file.as_str()]].concat());
    asked(Utf8Path::new(ACTION)).must_be_fine(ACTION);
    let text = std::fs::read_to_string(root().join(ACTION)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let spoilt = Utf8Path::from_path(folder.path()).unwrap().join("action.yml");
    std::fs::write(&spoilt, text.replace("<<< \"$PROJECTS\"", "<<< \"${{ inputs.projects }}\"")).unwrap();
    assert!(!asked(&spoilt).fine, "zizmor takes an input that stands in a script");
}
