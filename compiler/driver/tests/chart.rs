//! Names of a chart's values, which people read and set.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use infrac_driver::{Memory, Request, compile};
use infrac_tree::print;

/// A database that runs in one environment's cluster and is hosted in the other: in the first, a task prepares it, and its users wait.
const SOURCE: &str = r#"
project shop {
  language = 1
  registry = "ghcr.io/acme"
}

@abstract
environment cluster {
  runtime = kubernetes {
    version  = "1.33"
    provides = [metrics_server, external_secrets]
    pools    = { core = { count = 2..4, cpu = 4, memory = 16Gi } }
  }
}

environment staging: cluster {
  domain = "staging.example.com"
}

environment production: cluster {
  domain  = "example.com"
  cloud   = aws { region = "eu-central-1" }
  secrets = external_secrets { store = aws_secrets_manager }
  network = net
  cluster = main
}

network net in production {
  cidr  = "10.20.0.0/16"
  zones = ["a", "b", "c"]
}

cluster main in production {
  admins = { platform = "arn:aws:iam::111122223333:role/platform-admin" }
}

param release: String = "latest-build"

postgres db { storage = 20Gi }

service web {
  image     = "${project.registry}/web:${release}"
  ports     = { http = 8080 }
  env       = { DATABASE_URL = db.url("db") }
  resources = { cpu = 100m..500m, memory = 64Mi..128Mi }
}
"#;

/// A variable of the environment is what it is called after. The label by which services wait for tasks and the rules of the network policy
/// follow from the same expression, and differ where it does: they are told by their places.
#[test]
fn an_attribute_has_its_name_before_what_follows_from_it() {
    let world = Memory::new([("shop.infra", SOURCE)]);
    let compiled = compile(&world, &Request::default()).unwrap();
    let text = |path: &str| {
        let found = compiled.documents.iter().find(|document| document.path == path);
        found.map(|document| print(document).text).unwrap_or_else(|| panic!("{path}: {:#?}", compiled.diagnostics))
    };
    let template = text("helm/shop/templates/web.yaml");
    for wanted in ["value: {{ .Values.web.env.DATABASE_URL | quote }}", "{{ .Values.web.deployment.labels.infracWave"] {
        assert!(template.contains(wanted), "{wanted}:\n{template}");
    }
    let values = text("helm/shop/values.yaml") + &text("helm/shop/values-production.yaml");
    assert!(!values.contains("DATABASE_URLNetworkPolicy") && !values.contains("DATABASE_URLDeployment"), "{values}");
}
