//! The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit in a repository with two projects.

#![cfg(unix)]

use crate::project::{Project, SHOP};
use camino::{Utf8Path, Utf8PathBuf};
use std::process::Command;

fn root() -> Utf8PathBuf {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize_utf8().unwrap()
}

/// pre-commit, as `tests/tools/install` installs it. If it is not there, says so loudly, and fails where CI allows no skip.
fn pre_commit() -> Option<Utf8PathBuf> {
    let tools = std::env::var("INFRAC_TOOLS").map_or_else(|_| root().join("tests/tools/.cache"), Utf8PathBuf::from);
    let found = tools.join("bin/pre-commit");
    if found.exists() {
        return Some(found);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no {found}; run tests/tools/install");
    eprintln!("SKIPPED: no {found}; run tests/tools/install");
    None
}

/// A repository with two projects that use the hooks, and a repository with the hooks.
struct Monorepo {
    pre_commit: Utf8PathBuf,
    hooks: Project,
    users: Project,
}

/// Runs a program; whether it ended well, and all that it said.
fn run(program: &str, folder: &Utf8Path, cache: &Utf8Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env("INFRAC", env!("CARGO_BIN_EXE_infrac"))
        .env("PRE_COMMIT_HOME", cache)
        .envs(["AUTHOR", "COMMITTER"].iter().flat_map(|who| {
            [(format!("GIT_{who}_NAME"), "somebody"), (format!("GIT_{who}_EMAIL"), "somebody@example.com")]
        }))
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_WORK_TREE")
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), text)
}

fn git(folder: &Project, arguments: &[&str]) -> String {
    let (fine, text) = run("git", &folder.root(), &folder.root(), arguments);
    assert!(fine, "git {arguments:?}\n{text}");
    text.trim().to_owned()
}

impl Monorepo {
    fn new() -> Option<Self> {
        let pre_commit = pre_commit()?;
        let hooks = Project::new(&[]);
        std::fs::create_dir(hooks.root().join(".ci")).unwrap();
        for path in [".pre-commit-hooks.yaml", ".ci/hook"] {
            std::fs::copy(root().join(path), hooks.root().join(path)).unwrap();
        }
        git(&hooks, &["init", "--quiet"]);
        git(&hooks, &["add", "."]);
        git(&hooks, &["commit", "--quiet", "--message", "hooks"]);
        let revision = git(&hooks, &["rev-parse", "HEAD"]);
        let users = Project::new(&[("shops/one/shop.infra", SHOP), ("two/shop.infra", SHOP)]);
        let ids = ["infrac-fmt", "infrac-check", "infrac-build-check"].map(|id| format!("      - id: {id}\n")).concat();
        let config = format!("repos:\n  - repo: {}\n    rev: {revision}\n    hooks:\n{ids}", hooks.root());
        users.put(".pre-commit-config.yaml", &config);
        users.run(&["fmt"]).exits(0);
        git(&users, &["init", "--quiet"]);
        let monorepo = Self { pre_commit, hooks, users };
        monorepo.build();
        Some(monorepo)
    }

    /// Builds and stages everything.
    fn build(&self) {
        self.users.run(&["build", "shops/one"]).exits(0);
        self.users.run(&["build", "two"]).exits(0);
        git(&self.users, &["add", "."]);
    }

    fn pre_commit(&self, arguments: &[&str]) -> (bool, String) {
        run(self.pre_commit.as_str(), &self.users.root(), &self.hooks.root().join(".git/cache"), arguments)
    }

    /// Runs all hooks on all files; the hooks that failed, and what was said.
    fn failed(&self) -> (Vec<&'static str>, String) {
        git(&self.users, &["add", "."]);
        let (fine, text) = self.pre_commit(&["run", "--all-files"]);
        let ids = ["infrac-fmt", "infrac-check", "infrac-build-check"];
        let failed: Vec<&str> = ids.into_iter().filter(|id| text.contains(&format!("hook id: {id}\n"))).collect();
        assert_eq!(fine, failed.is_empty(), "{text}");
        (failed, text)
    }
}

#[test]
fn hooks_pass_where_all_is_well_and_fail_where_it_is_not() {
    let Some(monorepo) = Monorepo::new() else { return };
    let (fine, text) = monorepo.pre_commit(&["validate-manifest", root().join(".pre-commit-hooks.yaml").as_str()]);
    assert!(fine, "{text}");
    let (failed, text) = monorepo.failed();
    assert!(failed.is_empty(), "{text}");
    assert_eq!(text.matches("Passed").count(), 3, "{text}");

    // Laid out otherwise: mended in place, and the commit stops.
    let laid_out = monorepo.users.read("two/shop.infra");
    monorepo.users.edit("two/shop.infra", "environment dev {", "environment   dev   {");
    let (failed, text) = monorepo.failed();
    assert_eq!(failed, ["infrac-fmt"], "{text}");
    assert_eq!(monorepo.users.read("two/shop.infra"), laid_out);
    assert!(monorepo.failed().0.is_empty());

    // The source of one project has changed since it was built.
    monorepo.users.edit("two/shop.infra", "2..4", "2..5");
    let (failed, text) = monorepo.failed();
    assert_eq!(failed, ["infrac-build-check"], "{text}");
    assert!(text.contains("stale: out/kubernetes/live/web.yaml") && text.contains("  in two\n"), "{text}");
    monorepo.build();
    assert!(monorepo.failed().0.is_empty());

    // A generated file was changed by hand, and no source.
    monorepo.users.edit("shops/one/out/compose/dev/compose.yaml", "read_only: true", "read_only: false");
    let (failed, text) = monorepo.failed();
    assert_eq!(failed, ["infrac-build-check"], "{text}");
    assert!(text.contains("edited: out/compose/dev/compose.yaml"), "{text}");
    monorepo.users.remove("shops/one/out/compose/dev/compose.yaml");
    monorepo.build();

    // A mistake, deep in the repository.
    monorepo.users.edit("shops/one/shop.infra", "replicas  = 2..4", "replcias  = 2..4");
    let (failed, text) = monorepo.failed();
    assert!(failed.contains(&"infrac-check"), "{text}");
    assert!(text.contains("error[E0206]: a service has no attribute `replcias`"), "{text}");
}

#[test]
fn hooks_can_be_tried_and_told_which_projects_to_look_at() {
    let Some(monorepo) = Monorepo::new() else { return };
    let hooks = monorepo.hooks.root();
    let (fine, text) = monorepo.pre_commit(&["try-repo", hooks.as_str(), "infrac-check", "--all-files"]);
    assert!(fine && text.contains("Passed"), "{text}");
    monorepo.users.edit("two/shop.infra", "replicas  = 2..4", "replcias  = 2..4");
    let (fine, text) = run(root().join(".ci/hook").as_str(), &monorepo.users.root(), &hooks, &["check", "shops/one"]);
    assert!(fine, "{text}");
    let (fine, text) = run(root().join(".ci/hook").as_str(), &monorepo.users.root(), &hooks, &["check", "two"]);
    assert!(!fine && text.contains("replcias"), "{text}");
}
