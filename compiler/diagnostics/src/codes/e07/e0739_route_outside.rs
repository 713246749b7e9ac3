use crate::Diagnostic;
use infrac_source::Span;

define!(E0739, "route-outside", Error, "e0739_route_outside.md");

/// The route of `path`, at `span`, leads to no service of the project.
pub fn route_outside(span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("`{path}` leads out of the project, where an Ingress cannot send requests"), span, "no service answers here")
        .note("an Ingress sends requests to Services of its own namespace")
        .help("put a service of the project in between, or let the clients call the other host")
}
