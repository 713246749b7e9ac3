//! `init`, `check`, `test`, and how a run ends.

use crate::project::{Project, SHOP, warned};

#[test]
fn a_new_project_checks_without_a_finding_and_builds_for_both_targets() {
    let folder = Project::new(&[]);
    folder.run(&["init", "my-shop"]).exits(0).err("wrote my_shop.infra; next: cd my-shop && infrac build");
    folder.run(&["check", "my-shop"]).exits(0).err("checked 2 environments: no findings");
    folder.run(&["fmt", "--check", "my-shop"]).exits(0);
    folder.run(&["build", "my-shop"]).exits(0).err("compose (dev): ").err("helm (production): ");
    assert!(folder.read("my-shop/my_shop.infra").contains("project my_shop {"));
    assert!(folder.read("my-shop/out/compose/dev/compose.yaml").contains("image: ghcr.io/my_shop/web:${RELEASE"));
    assert!(folder.read("my-shop/out/helm/my-shop/values.yaml").contains("my-shop.example.com"));
    assert!(folder.read("my-shop/out/helm/my-shop/templates/web.yaml").contains("kind: Deployment"));
}

#[test]
fn a_folder_with_a_project_is_left_alone_by_init() {
    let folder = Project::shop();
    folder.run(&["init"]).exits(2).err("`.` holds `.infra` files already").err("help: name another folder");
    assert_eq!(folder.files("").len(), 1);
    assert_eq!(folder.read("shop.infra"), SHOP);
}

#[test]
fn errors_of_the_input_end_with_1_and_write_nothing() {
    let folder = Project::new(&[("shop.infra", &SHOP.replace("replicas  = 2..4", "replcias  = 2..4"))]);
    folder.run(&["check"]).exits(1).err("error[E0206]").err("did you mean `replicas`?").err("shop.infra:20:3");
    folder.run(&["build"]).exits(1).err("nothing was written");
    assert_eq!(folder.files("").keys().collect::<Vec<_>>(), ["shop.infra"]);
    Project::new(&[("readme.md", "")]).run(&["check"]).exits(1).err("there is no `.infra` file here");
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = Project::shop();
    folder.run(&["frobnicate"]).exits(2).err("unrecognized subcommand");
    folder.run(&["check", "--format", "xml"]).exits(2).err("sarif");
    folder.run(&[]).exits(2).err("Usage: infrac");
}

#[test]
fn what_cannot_be_read_ends_with_4() {
    let folder = Project::shop();
    folder.run(&["check", "nowhere"]).exits(4).err("cannot open `nowhere`");
    folder.run(&["fmt", "nowhere.infra"]).exits(4).err("cannot read `nowhere.infra`");
}

#[test]
fn quiet_keeps_errors_and_says_nothing_else() {
    let folder = Project::shop();
    folder.run(&["check", "--quiet"]).exits(0).silent();
    folder.run(&["build", "-q"]).exits(0).silent();
    folder.run(&["build", "-q", "--check"]).exits(0).silent();
    folder.put("shop.infra", &warned());
    folder.run(&["check"]).exits(0).err("warning[W0701]");
    folder.run(&["check", "-q"]).exits(0).silent();
    folder.put("shop.infra", &warned().replace("2..4", "2...4"));
    let said = folder.run(&["check", "-q"]);
    said.exits(1).err("error[E");
    assert!(!said.err.contains("warning"), "{}", said.err);
}

#[test]
fn tests_pass_or_say_what_they_found() {
    let folder = Project::shop();
    folder.put("shop.infra", &format!("{SHOP}test \"replicas\" in live {{ assert web.replicas.min == 2, \"two\" }}\n"));
    folder.run(&["test"]).exits(0).err("1 test passed");
    folder.edit("shop.infra", "min == 2, \"two\"", "min == 3, \"three are wanted\"");
    folder.run(&["test"]).exits(1).err("three are wanted").err("shop.infra:30");
}
