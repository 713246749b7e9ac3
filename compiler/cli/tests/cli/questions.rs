//! `graph`, `env` and `why`: questions about a project.

use crate::project::{Project, SHOP};
use serde_json::Value;

#[test]
fn graphs_name_the_blocks_and_draw_who_uses_whom() {
    let folder = Project::shop();
    let mermaid = folder.run(&["graph", "--env", "live"]);
    mermaid
        .exits(0)
        .out("flowchart LR\n")
        .out("[\"web<br/><small>service</small>\"]")
        .out(" ==>|sql| ")
        .out(" -->|http| ");
    let dot = folder.run(&["graph", "--as", "dot"]);
    dot.exits(0).out("digraph infrac {\n").out("label = \"web\\nservice\"").out(" -> ");
    assert!(dot.out.trim_end().ends_with('}'));
    folder.put("shop.infra", &SHOP.replace("db.url", "dbb.url"));
    let said = folder.run(&["graph"]);
    said.exits(1).err("did you mean `db`?");
    assert_eq!(said.out, "");
}

/// The derived pipeline of two environments, of which one waits for the other, and for two people.
#[test]
fn graphs_draw_the_pipelines_in_the_order_of_promotion() {
    let folder = Project::shop();
    folder.put(
        "shop.infra",
        &SHOP.replace(
            "environment live { runtime = kubernetes { version = \"1.33\", deploy_by = kustomize } }",
            "environment trial { runtime = kubernetes { version = \"1.33\" }, deploy_from = branch(\"main\") }\n\
             environment live { runtime = kubernetes { version = \"1.33\" }, deploy_from = branch(\"main\"), approvals = 2 }",
        )
        .replace("live => \"shop.example.com\"", "live => \"shop.example.com\", trial => \"trial.example.com\""),
    );
    let mermaid = folder.run(&["graph", "--env", "live"]);
    mermaid
        .exits(0)
        .out("  subgraph p0 [\"pipeline shop\"]\n")
        .out("[\"deploy-trial<br/><small>trial</small>\"]")
        .out("[\"deploy-live<br/><small>live, 2 approvals</small>\"]");
    let node = |id: &str| {
        let line = mermaid.out.lines().find(|line| line.contains(&format!("[\"{id}")));
        line.and_then(|line| line.trim().split('[').next()).unwrap_or_default().to_owned()
    };
    let (check, trial, live) = (node("infrac"), node("deploy-trial"), node("deploy-live"));
    // What live waits for besides stands between it and the beginning already.
    mermaid.out(&format!("    {trial} --> {live}\n"));
    assert!(!mermaid.out.contains(&format!("{check} --> {live}")), "{}", mermaid.out);
    let dot = folder.run(&["graph", "--env", "trial", "--as", "dot"]);
    dot.exits(0)
        .out("subgraph cluster_p0 {\n    label = \"pipeline shop\";")
        .out(&format!("    {trial} -> {live};"))
        .out("[label = \"deploy-live\\nlive, 2 approvals\"]");
}

#[test]
fn values_are_shown_once_or_by_environment() {
    let folder = Project::shop();
    let said = folder.run(&["env", "web.replicas"]);
    assert_eq!(said.exits(0).out, "web.replicas\n  dev  = 1\n  live = 2..4\n");
    let said = folder.run(&["env", "web"]);
    said.exits(0).out("web.ports = { http = 8080 }\n").out("\n  live = 2..4\n");
    folder.run(&["env"]).exits(0).out("web.image = ").out("db");
    let json = folder.run(&["env", "web.replicas", "--format", "json"]);
    let values: Value = serde_json::from_str(&json.exits(0).out).unwrap();
    assert_eq!(values, serde_json::json!({ "web.replicas": { "dev": "1", "live": "2..4" } }));
    folder.run(&["env", "webb"]).exits(2).err("`webb`").err("did you mean `web`?");
    folder.run(&["env", "web.replcas"]).exits(2).err("did you mean `web.replicas`?");
}

#[test]
fn a_generated_line_is_led_back_to_its_source() {
    let folder = Project::built();
    let compose = folder.read("out/compose/dev/compose.yaml");
    let line = compose.lines().position(|line| line.contains("image: ghcr.io/acme/web")).unwrap() + 1;
    let said = folder.run(&["why", &format!("out/compose/dev/compose.yaml:{line}")]);
    said.exits(0).out("shop.infra:16:").out("image     = \"ghcr.io/acme/web:${release}\"");
    let all = folder.run(&["why", "out/compose/dev/compose.yaml"]);
    assert_eq!(all.exits(0).out.lines().filter(|line| line.contains(" | ")).count(), compose.lines().count());
    all.out("by postgres db, shop.infra:9:");
}

/// A chart is the rule for a cluster: its plain manifests are made where somebody asks for them, and `why` knows them all the same.
#[test]
fn a_line_of_a_target_that_was_asked_for_is_led_back() {
    let folder = Project::built();
    folder.run(&["build", "--target", "kubernetes"]).exits(0);
    let manifest = folder.read("out/kubernetes/live/web.yaml");
    let line = manifest.lines().position(|line| line.contains("image: ghcr.io/acme/web")).unwrap() + 1;
    let said = folder.run(&["why", &format!("out/kubernetes/live/web.yaml:{line}")]);
    said.exits(0).out("shop.infra:16:");
}

#[test]
fn why_answers_for_what_was_written_by_hand() {
    let folder = Project::built();
    folder.edit("out/compose/dev/compose.yaml", "read_only: true", "read_only: false");
    let text = folder.read("out/compose/dev/compose.yaml");
    let line = text.lines().position(|line| line.contains("read_only: false")).unwrap() + 1;
    let said = folder.run(&["why", &format!("out/compose/dev/compose.yaml:{line}")]);
    said.exits(0).out("not generated: somebody edited the file");
}

#[test]
fn why_says_what_it_cannot_answer() {
    let folder = Project::built();
    folder.run(&["why", "out/compose/dev/nothing.yaml:1"]).exits(4).err("cannot read");
    folder.run(&["why", "shop.infra:1"]).exits(2).err("does not lie below the output directory");
    folder.run(&["why", "out/compose/dev/compose.yaml:0"]).exits(2).err("`0` is no line number");
    folder.run(&["why", "out/compose/dev/compose.yaml:99999"]).exits(2).err("lines").err("name one of them");
    folder.put("out/compose/dev/compose.yml", "");
    let said = folder.run(&["why", "out/compose/dev/compose.yml:1"]);
    said.exits(2).err("does not generate").err("did you mean `compose/dev/compose.yaml`?");
}
