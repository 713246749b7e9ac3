//! A system to its manifests, from the source to the text.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use infrac_driver::{Compiled, Memory, Request, compile};
use infrac_tree::print;

const SHOP: &str = r#"
project shop { }
environment live { runtime = kubernetes { version = "1.33" } }
environment trial { runtime = kubernetes { version = "1.33" } }
/// The tag of the images.
param release: String
secret key { description = "signs sessions" }

service web {
  image     = "acme/web:${release}"
  args      = ["serve"]
  ports     = { http = 8080 }
  env       = { KEY = key, RELEASE = release, COUNT = 5 }
  calls     = [stock]
  replicas  = 2..4
  resources = { cpu = 100m..500m, memory = 64Mi..128Mi }
}
service stock {
  image     = "acme/stock:1"
  ports     = { http = 9000 }
  state     = { data = { path = "/data", size = 1Gi } }
  resources = { cpu = 100m, memory = 64Mi }
}
service lonely { image = "acme/lonely:1", ports = { http = 9001 }, resources = { cpu = 100m, memory = 64Mi } }
"#;

fn compiled_of(text: &str) -> Compiled {
    let request = Request { targets: vec!["kubernetes".to_owned()], ..Request::default() };
    compile(&Memory::new([("shop.infra", text)]), &request).unwrap()
}

fn compiled(extra: &str) -> Compiled {
    compiled_of(&format!("{SHOP}{extra}"))
}

fn codes(compiled: &Compiled) -> Vec<&str> {
    compiled.diagnostics.0.iter().map(|found| found.code.as_str()).filter(|code| !code.starts_with('L')).collect()
}

fn file(compiled: &Compiled, path: &str) -> String {
    let document = compiled.documents.iter().find(|document| document.path == format!("kubernetes/{path}"));
    document.map_or_else(|| panic!("no {path}: {:?}", compiled.diagnostics), |document| print(document).text)
}

/// The object of that kind in a file of several; empty if there is none.
fn object(text: &str, kind: &str) -> String {
    let found = text.split("---\n").find(|object| object.lines().any(|line| line == format!("kind: {kind}")));
    found.unwrap_or_default().to_owned()
}

#[track_caller]
fn has(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "{wanted}\n--- is not in ---\n{text}");
}

#[test]
fn what_has_state_is_a_stateful_set_and_what_has_none_a_deployment_that_scales() {
    let compiled = compiled("");
    let (web, stock) = (file(&compiled, "live/web.yaml"), file(&compiled, "live/stock.yaml"));
    has(&object(&web, "HorizontalPodAutoscaler"), "minReplicas: 2\n  maxReplicas: 4");
    has(&object(&web, "Deployment"), "- name: COUNT");
    assert!(!object(&web, "PodDisruptionBudget").is_empty(), "{web}");
    assert_eq!(object(&web, "StatefulSet"), "");
    has(&object(&stock, "StatefulSet"), "volumeClaimTemplates:");
    assert_eq!(object(&stock, "Deployment") + &object(&stock, "HorizontalPodAutoscaler"), "");
}

#[test]
fn network_policies_follow_the_edges() {
    let compiled = compiled("");
    let stock = object(&file(&compiled, "live/stock.yaml"), "NetworkPolicy");
    has(&stock, "app.kubernetes.io/name: web");
    has(&stock, "port: 9000");
    let lonely = object(&file(&compiled, "live/lonely.yaml"), "NetworkPolicy");
    has(&lonely, "- Ingress");
    assert!(!lonely.contains("from:"), "{lonely}");
}

#[test]
fn patches_set_remove_and_append_in_one_environment_only() {
    let patch = r#"
patch kubernetes one in live {
  select { kind = "Deployment", of = web }
  set { "spec.template.spec.priorityClassName" = "high" }
  remove = ["spec.template.spec.containers[web].resources.limits.memory"]
  append { "spec.template.spec.containers[web].args" = ["-v"] }
  count = 1
}
"#;
    let compiled = compiled(patch);
    let (live, trial) = (file(&compiled, "live/web.yaml"), file(&compiled, "trial/web.yaml"));
    let deployment = object(&live, "Deployment");
    has(&deployment, "priorityClassName: high");
    has(&deployment, "- serve\n        - \"-v\"");
    assert!(!deployment.contains("128Mi"), "{deployment}");
    let other = object(&trial, "Deployment");
    has(&other, "memory: \"128Mi\"");
    assert!(!other.contains("priorityClassName") && !other.contains("-v\""), "{other}");
}

#[test]
fn a_patch_that_matches_nothing_names_what_is_near() {
    let wrong =
        compiled(r#"patch kubernetes one { select { kind = "Deploymnt", of = web } set { "spec.paused" = true } }"#);
    assert_eq!(codes(&wrong), ["E0801"]);
    let helps: Vec<&str> =
        wrong.diagnostics.0.iter().flat_map(|found| found.helps.iter().map(String::as_str)).collect();
    assert!(helps.contains(&"did you mean `kind = \"Deployment\"`?"), "{helps:?}");
    assert!(wrong.documents.is_empty());
    let wrong = compiled(
        r#"patch kubernetes one { select { kind = "Deployment", of = web } remove = ["spec.template.spec.containers[wep].args"] }"#,
    );
    assert_eq!(codes(&wrong), ["E0802"]);
}

#[test]
fn raw_objects_go_through_as_they_are_written() {
    let compiled =
        compiled("object ConfigMap settings { apiVersion = \"v1\", data = { MODE = \"yes\", N = \"5\" } }\n");
    let found = compiled.documents.iter().map(|document| print(document).text).find(|text| text.contains("MODE:"));
    let map = object(&found.unwrap(), "ConfigMap");
    has(&map, "apiVersion: v1\n");
    has(&map, "name: settings");
    has(&map, "MODE: \"yes\"");
    has(&map, "\"N\": \"5\"");
}

#[test]
fn secrets_come_from_the_store_of_the_environment_and_never_as_text() {
    let stores = [
        ("cluster", "secrets.sh", "kind: Secret\n"),
        ("external_secrets { store = vault, cluster_store = \"vault\" }", "secrets.yaml", "kind: ExternalSecret\n"),
        ("sealed_secrets", "secrets.sh", "kubeseal"),
    ];
    for (store, path, wanted) in stores {
        let text = SHOP.replace("version = \"1.33\" } }", &format!("version = \"1.33\" }}, secrets = {store} }}"));
        let compiled = compiled_of(&text);
        has(&object(&file(&compiled, "live/web.yaml"), "Deployment"), "secretKeyRef:");
        has(&file(&compiled, &format!("live/{path}")), wanted);
        let manifests = compiled.documents.iter().filter(|document| document.path.ends_with(".yaml"));
        for manifest in manifests {
            assert!(!print(manifest).text.contains("kind: Secret\n"), "{store}: {} holds a secret", manifest.path);
        }
    }
}

#[test]
fn what_is_known_when_deploying_is_a_parameter() {
    let compiled = compiled("");
    has(&file(&compiled, "live/params.env"), "RELEASE=");
    let kustomization = file(&compiled, "live/kustomization.yaml");
    has(&kustomization, "replacements:");
    has(&file(&compiled, "live/web.yaml"), "- name: RELEASE");
}

#[test]
fn a_warning_of_the_target_is_silent_where_its_block_allows_it() {
    let gateway =
        "gateway public { host = \"shop.example.com\", routes = { \"/\" = web.http }, class = \"traefik\" }\n";
    assert_eq!(codes(&compiled(gateway)), ["W0740"]);
    assert!(codes(&compiled(&format!("@allow(W0740, \"set in traefik\")\n{gateway}"))).is_empty());
}

/// Kustomize reads names in paths as patterns that may match anywhere; and what is handed over is called as no shell calls its own.
#[test]
fn params_reach_only_the_variables_that_they_are_for() {
    let text = r#"
project shop {}
environment live { runtime = kubernetes { version = "1.33" }, approvals = 1 }
param level: String
param path: String
service a { image = "acme/a:1", args = ["${path}"], env = { LOG = level, LOGIN_URL = "https://l" } }
"#;
    let compiled = compiled_of(text);
    let kustomization = file(&compiled, "live/kustomization.yaml");
    has(&kustomization, ".[name=^a$].env.[name=^LOG$].value\n");
    has(&kustomization, "fieldPath: data.PATH_VALUE\n");
    has(&file(&compiled, "live/a.yaml"), "- name: PATH_VALUE\n");
}
