use crate::Diagnostic;
use infrac_source::Span;

define!(E0661, "gateway-without-routes", Error, "e0661_gateway_without_routes.md");

/// `gateway` leads nowhere.
pub fn gateway_without_routes(span: Span, gateway: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("the gateway `{gateway}` leads to no service"), span, "no route")
        .help("say who answers: `routes = { \"/\" = web.http }`")
}
