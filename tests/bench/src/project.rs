use std::fmt::Write;

/// Services that share one database.
const SERVICES_PER_STORE: usize = 50;

/// A project of `services` services (and one database for each fifty of them), as `.infra` text: ports, environment variables that differ by
/// environment, a chain of calls, a shared store, resources, health checks, replicas and an overlay. `dev` runs on Compose, `production` on
/// Kubernetes.
pub fn project(services: usize) -> String {
    let mut text = String::from(
        r#"/// As many services as a measurement asks for.
project scale {
  language = 1
  registry = "ghcr.io/acme"
}

environment dev { runtime = compose }

environment production {
  runtime = kubernetes { version = "1.33" }
}

/// The tag of the images that are deployed.
param release: String
"#,
    );
    for store in 0..services.div_ceil(SERVICES_PER_STORE) {
        let _ = write!(text, "\npostgres db{store} {{\n  storage = 20Gi\n}}\n");
    }
    for service in 0..services {
        let store = service / SERVICES_PER_STORE;
        // A chain; the last service calls nobody, so that nothing calls itself in a circle.
        let next = match service + 1 {
            next if next < services => format!("    NEXT_URL     = svc{next}.http.url\n"),
            _ => String::new(),
        };
        let _ = write!(
            text,
            r#"
service svc{service} {{
  image = "${{project.registry}}/svc{service}:${{release}}"
  ports = {{ http = 8080, metrics = 9090 }}
  env = {{
    LEVEL        = match env {{ dev => "debug", production => "info" }}
    DATABASE_URL = db{store}.url("db{store}")
{next}  }}
  resources = {{ cpu = 100m..500m, memory = 64Mi..128Mi }}
  replicas  = 2..6
  health    = {{ ready = http("/ready"), live = http("/health") }}
  in dev {{ replicas = 1 }}
  in production {{ env = {{ REGION = "eu-central-1" }} }}
}}
"#
        );
    }
    text
}
