//! A system to its Compose file, and patches of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use infrac_driver::{Compiled, Memory, Request, compile};
use infrac_tree::print;

const SHOP: &str = r#"
project shop { }
environment dev { runtime = compose }
/// The tag of the images.
param release: String
secret key { description = "signs sessions" }

postgres db { }

/// The shop.
service web_shop {
  image   = "acme/web:${release}"
  args    = ["yes", "cost=\$5"]
  ports   = { http = 8080 }
  publish = { http = 8088 }
  env     = { DB = db.url("db"), KEY = key, COUNT = 5 }
  files   = { "/etc/web.conf" = "price = \$5\n" }
  health  = { ready = http("/ready") }
}
service other { image = "acme/other:1", calls = [web_shop], files = { "/run/key" = key } }
task migrate { image = "acme/m:1", run = before([web_shop]) }
task seed { image = "acme/s:1" }
gateway public { host = "shop.localhost", routes = { "/shop" = web_shop.http } }
"#;

fn compiled(extra: &str) -> Compiled {
    let world = Memory::new([("shop.infra", format!("{SHOP}{extra}"))]);
    compile(&world, &Request::default()).unwrap()
}

fn codes(compiled: &Compiled) -> Vec<&str> {
    compiled.diagnostics.0.iter().map(|found| found.code.as_str()).filter(|code| !code.starts_with('L')).collect()
}

fn file(compiled: &Compiled, path: &str) -> String {
    let document = compiled.documents.iter().find(|document| document.path == path);
    document.map_or_else(|| panic!("no {path}: {:?}", compiled.diagnostics), |document| print(document).text)
}

/// The entry of a service, without the services around it.
fn service(compose: &str, name: &str) -> String {
    let start = compose.find(&format!("\n  {name}:\n")).unwrap();
    let body = &compose[start + 1..];
    let entry = |line: &&str| line.starts_with("    ") || line.trim_end() == format!("  {name}:");
    body.lines().take_while(entry).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn has(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "{wanted}\n--- is not in ---\n{text}");
}

#[test]
fn a_service_is_hardened_waits_and_reads_its_variables() {
    let compiled = compiled("");
    let compose = file(&compiled, "compose/dev/compose.yaml");
    let web = service(&compose, "web-shop");
    has(&web, "image: acme/web:${RELEASE:?The tag of the images.}");
    has(&web, "- \"yes\"\n    - cost=$$5");
    has(&web, "DB: postgres://app:${DB_PASSWORD:?password of PostgreSQL db}@db:5432/db");
    has(&web, "KEY: \"${KEY:?signs sessions}\"");
    has(&web, "COUNT: \"5\"");
    has(&web, "- \"127.0.0.1:8088:8080\"");
    has(&web, "migrate:\n        condition: service_completed_successfully");
    has(&web, "db:\n        condition: service_healthy");
    has(&web, "wget -q -O /dev/null http://127.0.0.1:8080/ready ||");
    has(&web, "user: \"10001:10001\"\n    read_only: true\n    cap_drop:\n    - ALL\n    security_opt:");
    has(&web, "networks:\n    - db\n    - web-shop");
    assert_eq!(file(&compiled, "compose/dev/files/web-shop/etc-web.conf"), "price = $5\n");
}

#[test]
fn secrets_as_files_tasks_and_gateways() {
    let compiled = compiled("");
    let compose = file(&compiled, "compose/dev/compose.yaml");
    has(&service(&compose, "other"), "secrets:\n    - source: key\n      target: /run/key");
    has(&service(&compose, "other"), "read_only: false");
    has(&compose, "secrets:\n  key:\n    environment: KEY\n");
    has(&service(&compose, "seed"), "profiles:\n    - tasks");
    has(&service(&compose, "public"), "- \"8080:8080\"");
    has(&service(&compose, "volume-permissions"), "chown 70:70 /volumes/db-data");
    let nginx = file(&compiled, "compose/dev/files/public/nginx.conf");
    has(&nginx, "location = /shop {\n        set $upstream http://web-shop:8080;");
    let example = file(&compiled, "compose/dev/.env.example");
    has(&example, "# The tag of the images.\nRELEASE=\n");
    has(&example, "# signs sessions\nKEY=\n");
}

#[test]
fn patches_set_remove_and_append() {
    let compiled = compiled(
        r#"
patch compose one {
  select { kind = "service", of = web_shop }
  set { "environment.COUNT" = "6", "labels" = { team = "a" }, "depends_on[db].condition" = "service_started" }
  remove = ["init"]
  append { "command" = [r"-v $X"] }
  count = 1
}
"#,
    );
    let web = service(&file(&compiled, "compose/dev/compose.yaml"), "web-shop");
    has(&web, "COUNT: \"6\"");
    has(&web, "labels:\n      team: a");
    has(&web, "db:\n        condition: service_started");
    has(&web, "- cost=$$5\n    - \"-v $$X\"");
    assert!(!web.contains("init:"), "{web}");
}

#[test]
fn patches_that_do_not_fit_are_refused() {
    let wrong = |body: &str| {
        let compiled = compiled(&format!("\npatch compose one {{ {body} }}\n"));
        assert!(compiled.documents.is_empty());
        codes(&compiled).join(" ")
    };
    assert_eq!(wrong(r#"select { kind = "servce" } set { "init" = true }"#), "E0801");
    assert_eq!(wrong(r#"select { kind = "service", of = web_shop } remove = ["innit"]"#), "E0802");
    assert_eq!(wrong(r#"select { kind = "service", of = web_shop } set { "a.b" = 1 }"#), "E0802");
    assert_eq!(wrong(r#"select { kind = "service", of = web_shop } set { "init" = 1 }"#), "E0803");
    assert_eq!(wrong(r#"select { kind = "service" } set { "init" = true } count = 2"#), "E0804");
    let twice = r#"select { kind = "service", of = web_shop } set { "healthcheck" = { disable = true }, "healthcheck.retries" = 5 }"#;
    assert_eq!(wrong(twice), "E0805");
    assert_eq!(wrong(r#"select { kind = "service", of = web_shop } set { "labels" = { a = release } }"#), "E0806");
    assert_eq!(wrong(r#"select { kind = "service", of = web_shop } remove = ["a..b"]"#), "E0807");
}
