use crate::Diagnostic;
use infrac_source::{Span, Str};

define!(L0202, "unreached-service", Warning, "l0202_unreached_service.md");

/// `service` listens on ports, but nothing alive in `environment` leads to them.
pub fn unreached_service(span: Span, service: &str, environment: &Str) -> Diagnostic {
    Diagnostic::new(CODE, format!("nothing reaches `{service}`"), span, "it listens, but nobody calls it")
        .note("its network policy lets nobody in: no gateway routes to it, no service uses or calls it, no port is published")
        .help("use one of its ports where it is needed (`API_URL = other.http.url`), route a gateway to it, or list it in the caller's `calls`")
        .in_environment(environment.clone())
}
