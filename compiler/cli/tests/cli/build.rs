//! `build` and `build --check`: what is written, and what is left alone.

use crate::project::{Project, SHOP, warned};

const COMPOSE: &str = "out/compose/dev/compose.yaml";
const WEB: &str = "out/kubernetes/live/web.yaml";

#[test]
fn a_second_build_writes_nothing_and_another_folder_gets_the_same_bytes() {
    let folder = Project::built();
    let first = folder.files("");
    for path in [COMPOSE, WEB, "out/infrac.manifest.json", "infrac.lock"] {
        assert!(first.contains_key(path), "{path} is not among {:?}", first.keys());
    }
    folder.run(&["build"]).exits(0).err("compose (dev): 0 written, 3 unchanged\n");
    assert_eq!(folder.files(""), first, "bytes and times");
    folder.run(&["build", "--check"]).exits(0).err("all generated files are current");
    let other = Project::built();
    let bytes = |project: &Project| project.files("").into_iter().map(|(path, (bytes, _))| (path, bytes)).collect();
    let (a, b): (Vec<(String, Vec<u8>)>, Vec<_>) = (bytes(&folder), bytes(&other));
    assert_eq!(a, b);
}

#[test]
fn check_names_stale_edited_missing_and_orphaned_apart_and_writes_nothing() {
    let folder = Project::built();
    let extra = "service gone { image = \"ghcr.io/acme/gone:1\" }\n";
    folder.put("shop.infra", &format!("{SHOP}{extra}"));
    folder.run(&["build"]).exits(0);
    folder.put("shop.infra", &SHOP.replace("replicas = 1", "replicas = 2"));
    folder.remove("out/compose/dev/.env.example");
    folder.edit(WEB, "kind: Deployment", "kind: Deployment # by hand");
    let before = folder.files("");
    let said = folder.run(&["build", "--check"]);
    said.exits(3).out("missing: out/compose/dev/.env.example\n").out(&format!("edited: {WEB}\n"));
    said.out(&format!("stale: {COMPOSE}\n")).out("orphaned: out/kubernetes/live/gone.yaml\n");
    for path in ["out/compose/dev/.env.example", WEB, COMPOSE, "out/kubernetes/live/gone.yaml"] {
        assert_eq!(said.out.matches(path).count(), 1, "{path}:\n{}", said.out);
    }
    said.err("the source has changed since").err("move the change into a `patch` block").err("which removes it");
    assert_eq!(folder.files(""), before);
}

#[test]
fn check_before_the_first_build_misses_everything_and_makes_no_folder() {
    let folder = Project::shop();
    let said = folder.run(&["build", "--check"]);
    said.exits(3).out(&format!("missing: {COMPOSE}\n")).out(&format!("missing: {WEB}\n")).out("missing: infrac.lock\n");
    assert_eq!(folder.files("").len(), 1);
}

#[test]
fn a_file_changed_by_hand_survives_and_is_named() {
    let folder = Project::built();
    folder.edit(COMPOSE, "read_only: true", "read_only: false");
    let edited = folder.read(COMPOSE);
    folder.edit("shop.infra", "replicas = 1", "replicas = 2");
    folder.edit("shop.infra", "2..4", "2..5");
    let said = folder.run(&["build"]);
    said.exits(3).err(&format!("warning: `{COMPOSE}` was changed by hand and is left as it is")).err("`patch` block");
    assert_eq!(folder.read(COMPOSE), edited);
    assert!(folder.read(WEB).contains("maxReplicas: 5"), "the others are written");
    folder.run(&["build", "--quiet"]).exits(3).err(COMPOSE);
    folder.remove(COMPOSE);
    folder.run(&["build"]).exits(0);
    assert!(!folder.read(COMPOSE).contains("read_only: false"));
}

#[test]
fn what_is_no_longer_generated_is_removed_unless_a_person_changed_it() {
    let folder = Project::shop();
    let extra = "service gone { image = \"g/g:1\" }\nservice kept { image = \"k/k:1\" }\n";
    folder.put("shop.infra", &format!("{SHOP}{extra}"));
    folder.run(&["build"]).exits(0);
    folder.put("out/kubernetes/live/notes.txt", "somebody's own");
    folder.edit("out/kubernetes/live/kept.yaml", "kind: Deployment", "kind: Deployment # mine");
    folder.put("shop.infra", SHOP);
    let said = folder.run(&["build"]);
    said.exits(3)
        .err("removed out/kubernetes/live/gone.yaml")
        .err(" unchanged, 1 removed\n")
        .err("`out/kubernetes/live/kept.yaml` was changed by hand");
    let files = folder.files("out");
    assert!(!files.contains_key("out/kubernetes/live/gone.yaml"));
    assert!(files.contains_key("out/kubernetes/live/kept.yaml") && files.contains_key("out/kubernetes/live/notes.txt"));
}

#[test]
fn a_build_of_one_environment_or_target_leaves_the_others_alone() {
    let folder = Project::built();
    folder.put("shop.infra", &SHOP.replace("acme/web", "acme/web2"));
    let before = folder.files("");
    folder.run(&["build", "--env", "dev"]).exits(0);
    let after = folder.files("");
    assert_ne!(after[COMPOSE], before[COMPOSE]);
    let live = |path: &&String| path.contains("/live/");
    for path in before.keys().filter(live) {
        assert_eq!(after.get(path), before.get(path), "{path}");
    }
    folder.run(&["build", "--check", "--env", "dev"]).exits(0);
    folder.run(&["build", "--check"]).exits(3).out(&format!("stale: {WEB}\n"));
    folder.run(&["build", "--target", "kubernetes"]).exits(0);
    assert_eq!(folder.files("")[COMPOSE], after[COMPOSE]);
    folder.run(&["build", "--check"]).exits(0);
}

#[test]
fn names_that_are_not_there_are_answered_with_near_ones() {
    let folder = Project::shop();
    folder.run(&["build", "--env", "liv"]).exits(2).err("there is no environment `liv`").err("did you mean `live`?");
    folder.run(&["build", "--env", "x"]).exits(2).err("there is dev, live");
    folder.run(&["build", "--target", "kubernets"]).exits(2).err("a similar value exists: 'kubernetes'");
    folder.run(&["graph", "--env", "liv"]).exits(2).err("there is no environment `liv`").err("did you mean `live`?");
    assert_eq!(folder.files("").len(), 1);
}

#[test]
fn nothing_is_written_outside_the_repository() {
    let folder = Project::new(&[("inner/shop.infra", SHOP), ("inner/.git/HEAD", "")]);
    folder.run(&["build", "inner", "--out", "../elsewhere"]).exits(2).err("it would lie outside");
    folder.run(&["build", "inner", "--out", "/"]).exits(2).err("it would lie outside");
    assert!(!folder.root().join("elsewhere").exists());
    // Beside the project, within the repository, is fine.
    let folder = Project::new(&[("inner/shop.infra", SHOP), (".git/HEAD", "")]);
    folder.run(&["build", "inner", "--out", "../elsewhere"]).exits(0);
    assert!(folder.read("elsewhere/compose/dev/compose.yaml").contains("ghcr.io/acme/web"));
}

#[test]
fn strict_makes_an_error_of_what_a_target_loses() {
    let folder = Project::new(&[("shop.infra", &warned())]);
    folder.run(&["build", "--strict"]).exits(1).err("error[W0701]").err("nothing was written");
    assert!(!folder.root().join("out").exists());
    folder.run(&["build"]).exits(0).err("warning[W0701]");
}

#[test]
fn each_target_says_what_it_wrote_and_what_it_loses() {
    let folder = Project::new(&[("shop.infra", &warned())]);
    let said = folder.run(&["build"]);
    said.exits(0).err("compose (dev): 3 written, 0 unchanged\n").err("; loses 1 (1 W0701)\n");
    let kubernetes = said.err.lines().find(|line| line.starts_with("kubernetes (live): ")).unwrap();
    assert!(kubernetes.ends_with(" written, 0 unchanged; loses 1 (1 W0701)"), "{kubernetes}");
    folder.run(&["build", "--quiet"]).exits(0).silent();
}

#[test]
fn machines_read_the_same_lines() {
    let folder = Project::new(&[("shop.infra", &warned())]);
    let lines = |said: &crate::project::Said| -> Vec<serde_json::Value> {
        said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let said = folder.run(&["build", "--format", "json"]);
    said.exits(0);
    let built = lines(&said);
    let compose = built.iter().find(|line| line["target"] == "compose").unwrap();
    assert_eq!(compose["event"], "target");
    assert_eq!(compose["environments"], serde_json::json!(["dev"]));
    assert_eq!((&compose["written"], &compose["unchanged"]), (&3.into(), &0.into()));
    let kubernetes = built.iter().find(|line| line["target"] == "kubernetes").unwrap();
    assert_eq!(kubernetes["losses"], serde_json::json!({ "W0701": 1 }));
    folder.edit(COMPOSE, "read_only: true", "read_only: false");
    let said = folder.run(&["build", "--check", "--format", "json"]);
    said.exits(3);
    assert!(
        lines(&said).iter().any(|line| line["event"] == "file" && line["state"] == "edited" && line["file"] == COMPOSE)
    );
    let said = folder.run(&["build", "--check", "--format", "github"]);
    said.exits(3).out(&format!("::error file={COMPOSE},title=infrac build --check::edited\n"));
}
