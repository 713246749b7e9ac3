use std::fmt::Write;

/// Services that share one database.
const SERVICES_PER_STORE: usize = 50;

/// The environments of each project that is measured: one on Compose, three on Kubernetes, one of these on AWS.
pub const ENVIRONMENTS: usize = 4;

/// How large a generated project is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Size {
    /// Services; for each fifty of them there is a database too.
    pub services: usize,
    /// Environments, at least one: the first on Compose, all others on Kubernetes, every second of these on AWS.
    pub environments: usize,
}

/// A project of that size, as `.infra` text: ports, environment variables that differ by environment, a chain of calls, a shared store,
/// resources, health checks, replicas, metrics, an objective and overlays, so that every target has its work.
pub fn project(size: Size) -> String {
    let mut text = String::from(HEAD);
    for number in 1..size.environments {
        environment(&mut text, number);
    }
    for store in 0..size.services.div_ceil(SERVICES_PER_STORE) {
        let _ = write!(text, "\npostgres db{store} {{\n  storage = 20Gi\n}}\n");
    }
    let live = size.environments > 1;
    for number in 0..size.services {
        service(&mut text, number, size.services, live);
    }
    text
}

const HEAD: &str = r#"/// As many services as a measurement asks for.
project scale {
  language = 1
  domain   = "scale.example.com"
  registry = "ghcr.io/acme"
}

/// A developer's machine.
environment dev {
  runtime = compose
  domain  = "localhost"
}

/// What all clusters have in common.
@abstract
environment live {
  runtime = kubernetes {
    version  = "1.33"
    provides = [metrics_server]
  }
}

/// The tag of the images that are deployed.
param release: String = "latest-build"

/// The webhook of the pager.
secret oncall_webhook { description = "webhook of the pager" }

/// Whoever is on call.
receiver oncall { to = webhook { url = oncall_webhook } }
"#;

/// The number of an environment on Kubernetes decides about its cloud, so that Terraform has some of them: network, cluster, and databases that
/// the cloud hosts.
fn environment(text: &mut String, number: usize) {
    let hosted = number.is_multiple_of(2);
    let cloud = format!("{CLOUD}\n  network = net{number}\n  cluster = main{number}");
    let (cloud, runtime) = if hosted { (cloud.as_str(), HOSTED_RUNTIME) } else { ("", "") };
    let _ = write!(
        text,
        r#"
environment live{number}: live {{
  runtime = kubernetes {{ namespace = "scale-{number}"{runtime} }}
  domain  = "live{number}.example.com"{cloud}
}}
"#
    );
    if hosted {
        let _ = write!(
            text,
            r#"
network net{number} in live{number} {{
  cidr  = "10.20.0.0/16"
  zones = ["a", "b", "c"]
}}

cluster main{number} in live{number} {{
  admins = {{ platform = "arn:aws:iam::111122223333:role/platform-admin" }}
}}
"#
        );
    }
}

const CLOUD: &str = r#"
  cloud   = aws { region = "eu-central-1" }
  secrets = external_secrets { store = aws_secrets_manager }"#;

const HOSTED_RUNTIME: &str = r#", provides = [metrics_server, external_secrets], pools = { core = { count = 3..200, cpu = 16, memory = 64Gi } }"#;

fn service(text: &mut String, number: usize, services: usize, live: bool) {
    let store = number / SERVICES_PER_STORE;
    // A chain; the last service calls nobody, so that nothing calls itself in a circle.
    let next = match number + 1 {
        next if next < services => format!("    NEXT_URL     = svc{next}.http.url\n"),
        _ => String::new(),
    };
    let (level, overlay) = if live {
        (
            r#"match env { dev => "debug", live => "info" }"#,
            "\n  in live { env = { REGION = \"eu-central-1\" }, metrics = { path = \"/metrics\" } }",
        )
    } else {
        (r#""debug""#, "")
    };
    let _ = write!(
        text,
        r#"
@allow(W0762, "a repository of its own builds it")
service svc{number} {{
  image = "${{project.registry}}/svc{number}:${{release}}"
  ports = {{ http = 8080, metrics = 9090 }}
  env = {{
    LEVEL        = {level}
    DATABASE_URL = db{store}.url("db{store}")
{next}  }}
  resources = {{ cpu = 100m..500m, memory = 64Mi..128Mi }}
  replicas  = 2..6
  health    = {{ ready = http("/ready"), live = http("/health") }}
  slo availability {{ objective = 99.9%, indicator = http_success }}
  in dev {{ replicas = 1 }}{overlay}
}}
"#
    );
}
