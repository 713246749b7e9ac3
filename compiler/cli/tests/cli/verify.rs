//! `verify` where tools are absent or go wrong. What real tools say of real faults is tested in `tests/conformance`.

#![cfg(unix)]

use crate::project::{Project, SHOP};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

/// Puts a program of that name into the folder `tools`, which says its version and then does what `body` says.
fn tool(project: &Project, name: &str, body: &str) {
    let path = format!("tools/{name}");
    project.put(&path, &format!("#!/bin/sh\ncase \"$*\" in *version*) echo \"v1.2.3\"; exit 0;; esac\n{body}\n"));
    std::fs::set_permissions(project.root().join(path), std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_machine_without_tools_is_told_what_they_would_have_judged() {
    let folder = Project::shop();
    let said = folder.run_beside("tools", &["verify"]);
    said.exits(0).err("docker-compose: absent; it would have judged Compose files, as Docker reads them (1 file)\n");
    said.err("kubernetes-validate: absent;").err("kubectl: absent;");
    assert_eq!(said.out, "");
    assert_eq!(folder.files("").len(), 1, "nothing is written");
}

#[test]
fn absence_is_an_error_where_the_tool_is_asked_for() {
    let folder = Project::shop();
    let said = folder.run_beside("tools", &["verify", "--require", "kubectl"]);
    said.exits(1)
        .err("error[W0792]: kubectl is not installed, so nobody has judged the kustomization of each environment\n");
    assert!(!said.err.contains("error[W0792]: docker-compose"), "{}", said.err);
    let said = folder.run_beside("tools", &["verify", "--strict"]);
    said.exits(1).err("error[W0792]: kubectl").err("error[W0792]: docker-compose");
    folder.run_beside("tools", &["verify", "--env", "dev", "--require", "kubectl"]).exits(0);
}

#[test]
fn machines_are_told_of_absent_tools_too() {
    let said = Project::shop().run_beside("tools", &["verify", "--format", "json"]);
    said.exits(0);
    let found: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(found.iter().any(|one| one["code"] == "W0792" && one["severity"] == "info"), "{}", said.out);
    let said = Project::shop().run_beside("tools", &["verify", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&said.exits(0).out).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["level"], "note");
}

#[test]
fn a_tool_that_crashes_hangs_or_says_rubbish_has_not_judged() {
    let bodies = [
        ("kill -SEGV $$", "it was ended by a signal"),
        (
            "echo 'Segmentation fault' >&2; exit 139",
            "it ended with exit code 139 and said:\n        Segmentation fault",
        ),
        ("echo 'what?' >&2; exit 1", "it ended with exit code 1 and said:\n        what?"),
        ("/bin/sleep 60", "it did not end within 1 s"),
        ("/bin/sleep 60 & wait", "it did not end within 1 s"),
        ("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done", "it did not end within 1 s"),
    ];
    for (body, why) in bodies {
        let folder = Project::shop();
        tool(&folder, "kubectl", body);
        let begun = Instant::now();
        let said = folder.run_beside("tools", &["verify", "--timeout", "1", "--tool", "kubectl"]);
        said.exits(1).err("error[E0793]: kubectl failed, so its verdict is not known\n").err(why);
        said.err("kubectl: failed: ");
        assert!(begun.elapsed() < Duration::from_secs(30), "{body}");
    }
}

#[test]
fn rubbish_instead_of_json_is_no_verdict() {
    let bodies = ["echo rubbish", "echo '{\"status\": \"ok\"'", "echo '{}'; exit 1", "exit 0", "exit 7"];
    for body in bodies {
        let folder = Project::shop();
        tool(&folder, "check-jsonschema", body);
        let said = folder.run_beside("tools", &["verify", "--tool", "check-jsonschema"]);
        said.exits(1).err("error[E0793]: check-jsonschema failed");
    }
}

#[test]
fn a_tool_that_cannot_be_started_is_not_absent() {
    let folder = Project::shop();
    tool(&folder, "kubectl", "exit 0");
    folder.put("tools/kubectl", "no program at all");
    folder.run_beside("tools", &["verify", "--tool", "kubectl"]).exits(1).err("error[E0793]: kubectl failed");
}

#[test]
fn docker_without_its_plugin_is_passed_over() {
    let folder = Project::shop();
    folder.put("tools/docker", "#!/bin/sh\necho 'docker: unknown command: docker compose' >&2\nexit 1\n");
    std::fs::set_permissions(folder.root().join("tools/docker"), std::fs::Permissions::from_mode(0o755)).unwrap();
    folder.run_beside("tools", &["verify", "--tool", "docker-compose"]).exits(0).err("docker-compose: absent;");
}

#[test]
fn a_project_with_errors_is_not_verified() {
    let folder = Project::new(&[("shop.infra", &SHOP.replace("replicas  = 2..4", "replcias  = 2..4"))]);
    folder.run_beside("tools", &["verify"]).exits(1).err("1 error; nothing was verified\n");
}

#[test]
fn names_of_tools_are_checked() {
    let folder = Project::shop();
    folder
        .run(&["verify", "--tool", "kubctl"])
        .exits(2)
        .err("there is no tool `kubctl`")
        .err("did you mean `kubectl`?");
    folder.run(&["verify", "--require", "x"]).exits(2).err("there is docker-compose, kubectl");
    folder.run(&["verify", "--timeout", "0"]).exits(2);
}
