//! `infrac verify`: faults that only a real tool can see, planted into a model, and reported at their line of the source.

use camino::Utf8Path;
use infrac_conformance::terraform::{build, terraform_is_there};
use infrac_conformance::tools::{root, run, search_path, tool};
use infrac_driver::{Disk, Request};
use infrac_verify::{Options, Standing, compile_for, verify};
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

/// What a tool says of a model: each finding's message, and the text of the line that it is reported at. `None` if there is nothing to judge.
fn said(name: &str, text: &str, search: &str) -> Option<Vec<(String, String)>> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("shop.infra"), text).unwrap();
    let disk = Disk::open(Utf8Path::from_path(folder.path()).unwrap()).unwrap();
    let compiled = compile_for(&disk, &Request::default()).unwrap();
    assert!(!compiled.diagnostics.has_errors(), "infrac itself sees it: {:?}", compiled.diagnostics);
    let options = Options {
        tools: vec![name.to_owned()],
        required: vec![name.to_owned()],
        strict: false,
        skipped: Vec::new(),
        timeout: Duration::from_secs(300),
        search: search.into(),
    };
    let report = verify(&compiled, &options).unwrap();
    let standing = &report.tools.first()?.standing;
    // Debian's promtool knows no Kubernetes discovery, so that it cannot judge `prometheus.yml`; the rules it can.
    let is_partial = matches!(standing, Standing::Unable(why) if why.contains("built without service discovery"));
    assert!(is_partial || matches!(standing, Standing::Judged { .. }), "{:?}", report.diagnostics);
    let findings = report.diagnostics.0.iter().filter(|found| !is_partial || found.code.as_str() != "W0792");
    let placed = findings.map(|found| {
        let span = found.primary().unwrap_or_else(|| panic!("no place: {found:?}"));
        let source = compiled.sources.get(span.file).unwrap();
        assert_eq!(source.path(), "shop.infra");
        let line = source.line_column(span.start).line as usize;
        (found.message.clone(), text.lines().nth(line - 1).unwrap().trim().to_owned())
    });
    Some(placed.collect())
}

/// The tool accepts [`SHOP`], and finds one thing where `fault` is planted: its message begins so, at that line.
fn finds(name: &str, fault: &str, message: &str, line: &str) {
    assert_eq!(said(name, SHOP, &search_path()), Some(Vec::new()), "{name} refuses what is right");
    finds_more(name, SHOP, fault, message, line, &search_path());
}

/// The tool finds one thing more where `fault` is planted than in the model without it.
fn finds_more(name: &str, model: &str, fault: &str, message: &str, line: &str, search: &str) {
    let before = said(name, model, search).unwrap_or_default();
    let mut found = said(name, &format!("{model}\n{fault}"), search).unwrap();
    found.retain(|one| !before.contains(one));
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

#[test]
fn helm_refuses_a_name_that_no_schema_judges() {
    if tool("bin/helm").is_none() {
        return;
    }
    let fault = "patch kubernetes renamed {
  select = { of = web, kind = \"ServiceAccount\" }
  set = {
    \"metadata.name\" = \"Web_1\"
  }
}
";
    let message = "helm: templates/web.yaml: object name does not conform to Kubernetes naming requirements: \"Web_1\"";
    finds("helm", fault, message, "\"metadata.name\" = \"Web_1\"");
}

#[test]
fn helm_is_given_what_is_known_only_when_deploying() {
    if tool("bin/helm").is_none() {
        return;
    }
    let late = "param release: String
param unread: String
service api {
  image  = \"ghcr.io/acme/api:${release}\"
  ports  = { http = 8080 }
  health = { ready = http(\"/ready\") }
}
";
    assert_eq!(said("helm", &format!("{SHOP}\n{late}"), &search_path()), Some(Vec::new()));
}

#[test]
fn helm_is_given_what_terraform_would_know() {
    if tool("bin/helm").is_none() {
        return;
    }
    let model = "project shop { domain = \"shop.example\" }
environment live {
  runtime = kubernetes { version = \"1.33\" }
  cloud   = aws { region = \"eu-west-1\" }
}
resource aws_sqs_queue jobs { name = \"jobs\" }
service web {
  image  = \"ghcr.io/acme/web:1.4\"
  ports  = { http = 8080 }
  health = { ready = http(\"/ready\") }
  env    = { QUEUE = aws_sqs_queue.jobs.url }
}
";
    assert_eq!(said("helm", model, &search_path()), Some(Vec::new()));
}

const PRIVILEGED: &str = "patch kubernetes mighty {
  select = { of = web, kind = \"Deployment\" }
  set = {
    \"spec.template.spec.containers[web].securityContext.privileged\" = true
  }
}
";
const PRIVILEGED_LINE: &str = "\"spec.template.spec.containers[web].securityContext.privileged\" = true";

#[test]
fn trivy_refuses_what_a_chart_renders_to() {
    if tool("bin/trivy").is_none() {
        return;
    }
    let message =
        "trivy: Container 'web' of Deployment 'web' should set 'securityContext.privileged' to false (KSV-0017)";
    finds_more("trivy", SHOP, PRIVILEGED, message, PRIVILEGED_LINE, &search_path());
}

#[test]
fn checkov_advises_against_what_a_chart_renders_to() {
    if tool("bin/checkov").is_none() {
        return;
    }
    let message = "checkov: web: Container should not be privileged (CKV_K8S_16)";
    finds_more("checkov", SHOP, PRIVILEGED, message, PRIVILEGED_LINE, &search_path());
}

#[test]
fn actionlint_refuses_a_pattern_of_branches() {
    if tool("bin/actionlint").is_none() {
        return;
    }
    let fault = "pipeline ci {
  on = [
    push(\"release/[\"),
  ]
  job tests { run = [\"true\"] }
}
";
    finds("actionlint", fault, "actionlint: invalid glob pattern", "push(\"release/[\"),");
}

#[test]
fn zizmor_refuses_a_floating_image_beside_a_job() {
    if tool("bin/zizmor").is_none() {
        return;
    }
    let fault = "pipeline ci {
  on = [push(\"main\")]
  job tests {
    run = [\"true\"]
    beside = {
      db = { image = \"postgres:latest\" }
    }
  }
}
";
    let message = "zizmor: unpinned image references: container image uses the floating 'latest' tag (unpinned-images)";
    finds("zizmor", fault, message, "db = { image = \"postgres:latest\" }");
}

const WATCHED: &str = r##"project shop { }

environment live { runtime = kubernetes { version = "1.33" } }

service web {
  image   = "ghcr.io/acme/web:1.4"
  ports   = { http = 8080, metrics = 9090 }
  health  = { ready = http("/ready") }
  metrics = { }
}

secret chat_url { description = "incoming webhook" }

receiver chat { to = slack { url = chat_url, channel = "#ops" }, takes = [critical] }

alert errors {
  when     = web.error_rate > 1%
  severity = critical
  summary  = "web fails"
}
"##;

#[test]
fn amtool_refuses_a_route_to_nobody() {
    if tool("bin/amtool").is_none() {
        return;
    }
    let fault = "patch prometheus elsewhere {
  select = { kind = \"Alertmanager\" }
  set = {
    \"route.receiver\" = \"everybody\"
  }
}
";
    let message = "amtool: undefined receiver \"everybody\" used in route";
    finds_more("amtool", WATCHED, fault, message, "\"route.receiver\" = \"everybody\"", &search_path());
}

#[test]
fn promtool_refuses_the_template_of_a_summary() {
    if tool("bin/promtool").is_none() {
        return;
    }
    let fault = "patch prometheus told {
  select = { kind = \"Rules\" }
  set = {
    \"groups[0].rules[0].annotations.summary\" = \"{{ $labels.code\"
  }
}
";
    let line = "\"groups[0].rules[0].annotations.summary\" = \"{{ $labels.code\"";
    finds_more("promtool", WATCHED, fault, "promtool: ", line, &search_path());
}

/// A terraform that finds its providers in a mirror, set up as a user would: by `TF_CLI_CONFIG_FILE`. The search path to it.
fn terraform_with_mirror(model: &str, place: &Utf8Path) -> Option<String> {
    let python = tool("bin/terraform-schema-python")?;
    if !terraform_is_there() {
        return None;
    }
    let (project, out, mirror, bin) = (place.join("model"), place.join("out"), place.join("mirror"), place.join("bin"));
    [&project, &out, &mirror, &bin].into_iter().for_each(|folder| std::fs::create_dir(folder).unwrap());
    std::fs::write(project.join("shop.infra"), model).unwrap();
    build(&project, &out);
    let script = root().join("tests/tools/terraform/check");
    let arguments = [script.as_str(), "--mirror", mirror.as_str(), "terraform/live"];
    let answer = run(&out, &python, &arguments);
    answer.must_be_fine("a mirror of the providers");
    let settings = answer.output.trim();
    let real = std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|folder| folder.join("terraform"))
        .find(|program| program.is_file())
        .unwrap();
    let wrapper = bin.join("terraform");
    let text = format!("#!/bin/sh\nTF_CLI_CONFIG_FILE='{settings}' exec '{}' \"$@\"\n", real.display());
    std::fs::write(&wrapper, text).unwrap();
    std::fs::set_permissions(&wrapper, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    Some(format!("{bin}:{}", search_path()))
}

const QUEUE: &str = r#"project relay { }

environment live {
  runtime = kubernetes { version = "1.33" }
  cloud   = aws { region = "eu-west-1", account = "123456789012" }
  state   = s3 { bucket = "relay-state", key = "live.tfstate", kms_key = "alias/terraform" }
  secrets = external_secrets { store = aws_secrets_manager }
}

resource aws_sqs_queue mail {
  name              = "relay-mail"
  kms_master_key_id = "alias/aws/sqs"
}
"#;

#[test]
fn terraform_refuses_what_its_schemas_do_not_tell() {
    let folder = tempfile::tempdir().unwrap();
    let Some(search) = terraform_with_mirror(QUEUE, Utf8Path::from_path(folder.path()).unwrap()) else { return };
    let into_text = "resource aws_sqs_queue dead {
  name              = \"relay-dead\"
  kms_master_key_id = \"alias/aws/sqs\"
  lifecycle {
    ignore_changes = [\"name.first\"]
  }
}
";
    let message = "terraform: Unsupported attribute: Can't access attributes on a primitive-typed value (string).";
    assert_eq!(said("terraform", QUEUE, &search), Some(Vec::new()));
    finds_more("terraform", QUEUE, into_text, message, "ignore_changes = [\"name.first\"]", &search);
}

#[test]
fn what_terraform_says_of_no_line_is_reported_at_the_block_that_it_names() {
    let folder = tempfile::tempdir().unwrap();
    let Some(search) = terraform_with_mirror(QUEUE, Utf8Path::from_path(folder.path()).unwrap()) else { return };
    let circle = "resource aws_sqs_queue left { name = aws_sqs_queue.right.arn }
resource aws_sqs_queue right { name = aws_sqs_queue.left.arn }
";
    let found = said("terraform", &format!("{QUEUE}\n{circle}"), &search).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].0.starts_with("terraform: Cycle: aws_sqs_queue."), "{found:?}");
    assert!(circle.lines().any(|line| line == found[0].1), "{found:?}");
}

#[test]
fn what_is_advised_by_one_rule_is_told_once() {
    if tool("bin/trivy").is_none() {
        return;
    }
    let more: String =
        ["a", "b", "c", "d"].map(|name| format!("service {name} {{ image = \"ghcr.io/acme/{name}:1\" }}\n")).concat();
    let found = said("trivy", &format!("{SHOP}\n{more}"), &search_path()).unwrap();
    let mut messages: Vec<&String> = found.iter().map(|(message, _)| message).collect();
    let limits: Vec<&&String> = messages.iter().filter(|message| message.contains("(KSV-0011)")).collect();
    assert_eq!(limits.len(), 1, "{messages:?}");
    assert!(limits[0].ends_with("(KSV-0011), in 5 places"), "{limits:?}");
    let all = messages.len();
    messages.dedup();
    assert_eq!(messages.len(), all);
}
