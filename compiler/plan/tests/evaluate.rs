//! Values: expressions, blocks, components, references.

mod support;

use support::{plan, plan_all, show};

#[test]
fn a_simple_project_is_planned() {
    let planned = plan(
        r#"
service web {
  image = "nginx:1.27"
  ports = { http = 8080 }
  env   = { LOG_LEVEL = "info", PORT = self.http.port }
}
"#,
    )
    .clean();
    let plan = planned.env("dev");
    assert_eq!(plan.blocks().services.len(), 1);
    assert_eq!(show(plan, "web", "env"), r#"{ LOG_LEVEL = "info", PORT = 8080 }"#);
    assert_eq!(show(plan, "web", "replicas"), "1");
    assert_eq!(show(plan, "web", "stop_within"), "30s");
}

#[test]
fn the_examples_are_planned() {
    for name in ["quickstart", "jatra"] {
        let folder = format!("{}/../../examples/{name}", env!("CARGO_MANIFEST_DIR"));
        let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path()).collect();
        paths.sort();
        let mut text = String::new();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|it| it == "infra")) {
            let file = path.file_name().unwrap().to_str().unwrap();
            text.push_str(&format!("// file: {file}\n{}\n", std::fs::read_to_string(path).unwrap()));
        }
        let planned = plan_all(&text).clean();
        assert!(!planned.plans.is_empty());
    }
}
