//! `infrac verify`: faults that only a real tool can see, planted into a model, and reported at their line of the source.

use camino::Utf8Path;
use infrac_conformance::tools::{search_path, tool};
use infrac_driver::{Disk, Request, compile};
use infrac_verify::{Options, Standing, verify};
use std::time::Duration;

const SHOP: &str = r#"project shop { }

environment dev { runtime = compose }

environment live { runtime = kubernetes { version = "1.33" } }

service web {
  image  = "ghcr.io/acme/web:1.4"
  ports  = { http = 8080 }
  health = { ready = http("/ready") }
}
"#;

/// What a tool says of [`SHOP`] with `fault` at its end: each finding's message, and the text of the line that it is reported at.
fn said(name: &str, fault: &str) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{SHOP}\n{fault}");
    std::fs::write(folder.path().join("shop.infra"), &text).unwrap();
    let disk = Disk::open(Utf8Path::from_path(folder.path()).unwrap()).unwrap();
    let compiled = compile(&disk, &Request::default()).unwrap();
    assert!(!compiled.diagnostics.has_errors(), "infrac itself sees it: {:?}", compiled.diagnostics);
    let options = Options {
        tools: vec![name.to_owned()],
        required: vec![name.to_owned()],
        strict: false,
        skipped: Vec::new(),
        timeout: Duration::from_secs(120),
        search: search_path().into(),
    };
    let report = verify(&compiled, &options).unwrap();
    assert_eq!(report.tools.len(), 1);
    assert!(matches!(report.tools[0].standing, Standing::Judged { .. }), "{:?}", report.diagnostics);
    let findings = report.diagnostics.0.iter();
    findings
        .map(|found| {
            let span = found.primary().unwrap_or_else(|| panic!("no place: {found:?}"));
            let source = compiled.sources.get(span.file).unwrap();
            assert_eq!(source.path(), "shop.infra");
            let line = source.line_column(span.start).line as usize;
            (found.message.clone(), text.lines().nth(line - 1).unwrap().trim().to_owned())
        })
        .collect()
}

/// The tool accepts [`SHOP`], and finds one thing where `fault` is planted: its message begins so, at that line.
fn finds(name: &str, fault: &str, message: &str, line: &str) {
    assert_eq!(said(name, ""), [], "{name} refuses what is right");
    let found = said(name, fault);
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    assert!(found[0].0.starts_with(message), "{name}: {found:?}");
    assert_eq!(found[0].1, line, "{name}: {found:?}");
}

const WRONG_TYPE: &str = "patch compose kernel {
  select = { of = web, kind = \"service\" }
  set = {
    \"sysctls\" = \"fast\"
  }
}
";

#[test]
fn docker_compose_refuses_a_patch_at_its_line() {
    if tool("bin/docker-compose").is_none() {
        return;
    }
    let message = "docker-compose: services.web.sysctls must be a mapping";
    finds("docker-compose", WRONG_TYPE, message, "\"sysctls\" = \"fast\"");
}

#[test]
fn docker_compose_refuses_a_reference_that_no_schema_sees() {
    if tool("bin/docker-compose").is_none() {
        return;
    }
    let fault = "patch compose ghost {
  select = { of = web, kind = \"service\" }
  set    = { \"ipc\" = \"service:nobody\" }
}
";
    let message = "docker-compose: service \"web\" depends on undefined service \"nobody\"";
    finds("docker-compose", fault, message, "set    = { \"ipc\" = \"service:nobody\" }");
}

#[test]
fn the_schema_of_compose_files_refuses_a_patch_at_its_line() {
    if tool("bin/check-jsonschema").is_none() {
        return;
    }
    finds("check-jsonschema", WRONG_TYPE, "check-jsonschema: services.web.sysctls: ", "\"sysctls\" = \"fast\"");
}

#[test]
fn kubernetes_schemas_refuse_a_raw_object_at_its_line() {
    if tool("bin/kubernetes-validate").is_none() {
        return;
    }
    let fault = "object Role watcher {
  rules = [{
    apiGroups = \"\"
    resources = [\"pods\"]
    verbs     = [\"get\"]
  }]
}
";
    let message = "kubernetes-validate: role/watcher: rules.0.apiGroups: '' is not of type 'array'";
    finds("kubernetes-validate", fault, message, "apiGroups = \"\"");
}

#[test]
fn kubernetes_schemas_refuse_a_patch_whose_path_has_dots_in_a_key() {
    if tool("bin/kubernetes-validate").is_none() {
        return;
    }
    let fault = "patch kubernetes notes {
  select = { of = web, kind = \"Deployment\" }
  set = {
    \"metadata.annotations\" = {
      \"example.org/tier\" = 1
    }
  }
}
";
    let message =
        "kubernetes-validate: deployment/web: metadata.annotations.example.org/tier: 1 is not of type 'string'";
    finds("kubernetes-validate", fault, message, "\"example.org/tier\" = 1");
}

#[test]
fn kustomize_refuses_an_object_without_a_name() {
    if tool("bin/kubectl").is_none() {
        return;
    }
    let fault = "patch kubernetes nameless {
  select = { of = web, kind = \"ServiceAccount\" }
  remove = [\"metadata.name\"]
}
";
    finds("kubectl", fault, "kubectl: accumulating resources from 'web.yaml': missing metadata.name", "service web {");
}
