//! Environments and merging: strata, layers, Bodies that add, removal, conflicts, aliveness.

mod support;

use support::{plan, plan_all, show};

const ENVIRONMENTS: &str = r#"
project shop { domain = "shop.example" }
environment dev { runtime = compose }
@abstract environment live { runtime = kubernetes { version = "1.30" } }
environment staging: live { runtime = { namespace = "stage" } }
environment production: live { tier = gold }
environment dr: production { runtime = { namespace = "rescue" } }
extend environment { tier: Tier = bronze }
type Tier = bronze | silver | gold
"#;

fn project(added: &str) -> support::Planned {
    plan_all(&format!("{ENVIRONMENTS}{added}"))
}

#[test]
fn an_heir_has_its_own_over_its_parents() {
    let planned = project("service web { image = \"nginx:1.27\" }").clean();
    assert_eq!(show(planned.env("dr"), "dr", "tier"), "gold");
    assert_eq!(show(planned.env("staging"), "staging", "tier"), "bronze");
    let runtime = show(planned.env("dr"), "dr", "runtime");
    assert!(runtime.contains("version = \"1.30\"") && runtime.contains("namespace = \"rescue\""), "{runtime}");
}

#[test]
fn environment_beats_layer_and_the_nearest_beats_the_farther() {
    let planned = project(
        r#"
component micro(): service {
  image = "ghcr.io/shop/${name}:1.0"
  replicas = 3
  in dev { replicas = 1 }
}
micro search { replicas = 4, in production { replicas = 6 }, in live { replicas = 5 } }
"#,
    )
    .clean();
    let replicas = |env: &str| show(planned.env(env), "search", "replicas");
    assert_eq!(["dev", "staging", "production", "dr"].map(replicas), ["1", "5", "6", "6"]);
}

#[test]
fn defaults_speak_of_their_module_below_components_and_blocks() {
    let planned = project(
        r#"
defaults service { stop_within = 45s, user = 2000, in live { replicas = 2 } }
component micro(): service { image = "ghcr.io/shop/${name}:1.0", user = 3000 }
micro a {}
micro b { stop_within = 10s }
redis cache { memory = 64Mi }
"#,
    )
    .clean();
    let plan = planned.env("production");
    assert_eq!(show(plan, "a", "stop_within"), "45s");
    assert_eq!(show(plan, "b", "stop_within"), "10s");
    assert_eq!(show(plan, "a", "user"), "3000");
    assert_eq!(show(plan, "a", "replicas"), "2");
    assert_eq!(show(plan, "cache", "replicas"), "1", "nothing inside the standard library is spoken of");
}

#[test]
fn bodies_add_and_anything_else_replaces() {
    let planned = project(
        r#"
let bare = { ONLY = "this" }
service web {
  image = "nginx:1.27"
  env = { A = "1", B = "2" }
  scratch = ["/tmp"]
  in staging { env = { B = "staging", C = "3" }, scratch = ["/run"] }
  in production { env = bare }
  in dr { unset env, env = { Z = "9" } }
}
"#,
    )
    .clean();
    let env = |name: &str| show(planned.env(name), "web", "env");
    assert_eq!(env("dev"), r#"{ A = "1", B = "2" }"#);
    assert_eq!(env("staging"), r#"{ A = "1", B = "staging", C = "3" }"#);
    assert_eq!(env("production"), r#"{ ONLY = "this" }"#);
    assert_eq!(env("dr"), r#"{ Z = "9" }"#);
    assert_eq!(show(planned.env("staging"), "web", "scratch"), r#"["/run"]"#);
}

#[test]
fn a_tag_over_the_same_tag_adds_its_fields_and_over_another_replaces() {
    let planned = project(
        r#"
service web {
  image = "nginx:1.27"
  replicas = 3
  rollout = rolling { surge = 2 }
  in production { rollout = rolling { unavailable = 1 } }
  in dr { rollout = recreate }
  in staging { rollout = { surge = 4 } }
}
"#,
    )
    .clean();
    let rollout = |name: &str| show(planned.env(name), "web", "rollout");
    assert_eq!(rollout("production"), "rolling { surge = 2, unavailable = 1 }");
    assert_eq!(rollout("dr"), "recreate");
    assert_eq!(rollout("staging"), "rolling { surge = 4, unavailable = 0 }");
}

#[test]
fn unset_takes_away_what_lower_ones_said_and_the_kinds_default_stays() {
    let planned = project(
        r#"
service web {
  image = "nginx:1.27"
  replicas = 4
  env = { A = "1", B = "2" }
  slo quick { objective = 99%, indicator = http_faster_than(1s) }
  in dev { unset replicas, unset env.A, unset slo quick }
}
"#,
    )
    .clean();
    assert_eq!(show(planned.env("dev"), "web", "replicas"), "1");
    assert_eq!(show(planned.env("dev"), "web", "env"), r#"{ B = "2" }"#);
    assert!(planned.env("dev").blocks().slos.is_empty());
    assert_eq!(planned.env("production").blocks().slos.len(), 1);
}

#[test]
fn nothing_to_unset_is_an_error() {
    let planned = plan("service web { image = \"nginx:1.27\", in dev { unset replicas } }");
    assert_eq!(planned.codes(), ["E0412"], "{}", planned.report());
    let planned = plan("service web { image = \"nginx:1.27\", in dev { unset slo quick } }");
    assert!(!planned.codes().is_empty());
}

#[test]
fn equal_ranks_conflict_across_branches_too() {
    let planned = plan(
        "let busy = true\nservice web {\n  image = \"nginx:1.27\"\n  env = { A = \"1\" }\n  if busy { env = { A = \"2\" } }\n}\n",
    );
    assert_eq!(planned.codes(), ["E0411"], "{}", planned.report());
    assert_eq!(planned.diagnostics.0[0].labels.len(), 2);
}

#[test]
fn spreads_rank_below_what_is_explicit() {
    let planned = plan(
        "let common = { A = \"a\", B = \"b\" }\nservice web {\n  image = \"nginx:1.27\"\n  env = { B = \"mine\", ...common }\n}\n",
    )
    .clean();
    assert_eq!(planned.show("web", "env"), r#"{ B = "mine", A = "a" }"#);
    let planned = plan(
        "let a = { A = \"a\" }\nlet b = { A = \"b\" }\nservice web {\n  image = \"nginx:1.27\"\n  env = { ...a, ...b }\n}\n",
    );
    assert_eq!(planned.codes(), ["E0411"], "{}", planned.report());
}

#[test]
fn order_of_text_never_matters() {
    let entries = ["in dev { replicas = 1 }", "replicas = 3", "env = { A = \"1\" }", "in live { env = { A = \"2\" } }"];
    let mut shown = Vec::new();
    for turn in 0..entries.len() {
        let mut turned = entries.to_vec();
        turned.rotate_left(turn);
        let planned =
            project(&format!("service web {{\n  image = \"nginx:1.27\"\n  {}\n}}\n", turned.join("\n  "))).clean();
        let all = ["dev", "staging"]
            .map(|env| (show(planned.env(env), "web", "replicas"), show(planned.env(env), "web", "env")));
        shown.push(all);
    }
    assert!(shown.windows(2).all(|pair| pair[0] == pair[1]), "{shown:?}");
}

#[test]
fn a_block_that_does_not_live_here_is_no_value_here() {
    let source = r#"
service mail in dev { image = "axllent/mailpit:v1.21", ports = { smtp = 1025 } }
service web { image = "nginx:1.27", env = { SMTP = mail.smtp.host } }
"#;
    let planned = project(source);
    assert_eq!(planned.codes(), ["E0430"], "{}", planned.report());
    assert_eq!(planned.diagnostics.0[0].environments.join(" "), "staging production dr");
    let guarded =
        source.replace("env = { SMTP = mail.smtp.host }", "if exists(mail) { env = { SMTP = mail.smtp.host } }");
    let planned = project(&guarded).clean();
    assert_eq!(show(planned.env("dr"), "web", "env"), "{}");
}

#[test]
fn what_is_missing_is_listed_with_its_environments() {
    let planned = project(
        "gateway public { routes = { \"/\" = web.http }, in live { host = \"shop.example\" } }\nservice web { image = \"nginx:1.27\", ports = { http = 80 } }\n",
    );
    assert_eq!(planned.codes(), ["E0420"], "{}", planned.report());
    assert_eq!(planned.diagnostics.0[0].environments.join(" "), "dev");
}

#[test]
fn match_env_takes_the_nearest_ancestor() {
    let planned = project(
        r#"
service web {
  image = "nginx:1.27"
  env = { LEVEL = match env { dev => "debug", live => "warn", dr => "error" } }
}
"#,
    )
    .clean();
    let level = |env: &str| show(planned.env(env), "web", "env");
    assert_eq!(level("production"), r#"{ LEVEL = "warn" }"#);
    assert_eq!(level("dr"), r#"{ LEVEL = "error" }"#);
}
